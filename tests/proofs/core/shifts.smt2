; SPDX-License-Identifier: MIT
; shifts.smt2: each axiom of shifts.h as a statement on words of 64 bits. The runner puts in each size
; for b, and for c, and has Z3 find no other values for which it is false.
(define-sort Word () (_ BitVec 64))
(define-fun one () Word (_ bv1 64))
(define-fun zero () Word (_ bv0 64))
(define-fun size ((b Word)) Word (bvshl one b))
(define-fun short ((n Word)) Bool (bvule n (_ bv65535 64)))
(define-fun half ((x Word)) Bool (bvult x (bvshl one (_ bv63 64))))
(define-fun aligned ((x Word) (b Word)) Bool (= (bvurem x (size b)) zero))

(define-fun size_ ((b Word)) Bool
  (and (bvule (_ bv64 64) (size b)) (bvule (size b) (size (_ bv46 64)))
       (or (bvule (size b) (_ bv4096 64)) (= (bvurem (size b) (_ bv4096 64)) zero))))
(define-fun size_order_ ((b Word) (c Word)) Bool
  (= (bvule b c) (bvule (size b) (size c))))
(define-fun shift_left_ ((n Word) (b Word)) Bool
  (=> (short n) (and (= (bvshl n b) (bvmul n (size b))) (= (bvlshr (bvshl n b) b) n))))
(define-fun shift_right_ ((x Word) (n Word) (b Word)) Bool
  (=> (short n) (= (bvule n (bvlshr x b)) (bvule (bvmul n (size b)) x))))
(define-fun shift_page_ ((b Word)) Bool
  (bvule (bvlshr (_ bv4096 64) b) (_ bv64 64)))
(define-fun complement_ ((x Word)) Bool
  (= (bvnot x) (bvsub (bvneg one) x)))
(define-fun mask_ ((x Word) (b Word)) Bool
  (let ((r (bvand (bvneg (size b)) x))) (and (= r (bvsub x (bvurem x (size b)))) (aligned r b))))
(define-fun remainder_ ((x Word) (b Word)) Bool
  (bvult (bvurem x (size b)) (size b)))
(define-fun aligned_last_ ((x Word) (b Word)) Bool
  (=> (and (half x) (aligned x b))
      (= (bvurem (bvsub (bvadd x (size b)) one) (size b)) (bvsub (size b) one))))
(define-fun aligned_more_ ((x Word) (n Word) (b Word)) Bool
  (=> (and (half x) (short n) (aligned x b)) (aligned (bvadd x (bvmul n (size b))) b)))
