; SPDX-License-Identifier: MIT
; sizes.smt2: each axiom of sizes.h as a statement on words of 64 bits. The runner puts in each size
; for b, and for c, and has Z3 find no other values for which it is false.
(define-sort Word () (_ BitVec 64))
(define-fun one () Word (_ bv1 64))
(define-fun zero () Word (_ bv0 64))
(define-fun size ((b Word)) Word (bvshl one b))
(define-fun sized ((b Word)) Bool (and (bvule (_ bv6 64) b) (bvule b (_ bv46 64))))
(define-fun short ((n Word)) Bool (bvule n (_ bv65535 64)))
(define-fun half ((x Word)) Bool (bvult x (bvshl one (_ bv63 64))))
(define-fun aligned ((x Word) (b Word)) Bool (= (bvurem x (size b)) zero))
(define-fun round_up ((x Word) (b Word)) Word
  (let ((y (bvsub (bvadd x (size b)) one))) (bvsub y (bvurem y (size b)))))
(define-fun low ((x Word)) (_ BitVec 8) ((_ extract 7 0) x))
(define-fun kind ((x Word)) (_ BitVec 8) ((_ extract 23 16) x))
(define-fun flags ((x Word)) (_ BitVec 8) ((_ extract 31 24) x))
(define-fun high ((x Word)) (_ BitVec 32) ((_ extract 63 32) x))

(define-fun size_ ((b Word)) Bool
  (and (bvule (_ bv64 64) (size b)) (bvule (size b) (size (_ bv46 64)))
       (or (bvule (size b) (_ bv4096 64)) (= (bvurem (size b) (_ bv4096 64)) zero))))
(define-fun size_order_ ((b Word) (c Word)) Bool
  (= (bvule b c) (bvule (size b) (size c))))
(define-fun size_bit_ ((x Word) (y Word)) Bool
  (=> (and (bvult x (size (_ bv47 64))) (= (bvurem x (_ bv64 64)) zero) (bvult y (_ bv64 64))
           (not (= (bvand (bvlshr x y) one) zero)))
      (sized y)))
(define-fun shift_left_ ((n Word) (b Word)) Bool
  (=> (short n) (and (= (bvshl n b) (bvmul n (size b))) (= (bvlshr (bvshl n b) b) n))))
(define-fun shift_right_ ((x Word) (n Word) (b Word)) Bool
  (=> (short n) (= (bvule n (bvlshr x b)) (bvule (bvmul n (size b)) x))))
(define-fun complement_ ((x Word)) Bool
  (= (bvnot x) (bvsub (bvneg one) x)))
(define-fun mask_ ((x Word) (b Word)) Bool
  (let ((r (bvand (bvneg (size b)) x))) (and (= r (bvsub x (bvurem x (size b)))) (aligned r b))))
(define-fun round_ ((x Word) (b Word)) Bool
  (let ((r (round_up x b)))
    (=> (half x) (and (aligned r b) (bvule x r) (bvult r (bvadd x (size b)))
                      (=> (aligned x b) (= r x))))))
(define-fun aligned_more_ ((x Word) (n Word) (b Word)) Bool
  (=> (and (half x) (short n) (aligned x b)) (aligned (bvadd x (bvmul n (size b))) b)))
(define-fun word_low_ ((k Word) (m Word)) Bool
  (=> (= (bvurem (bvsub k m) (size (_ bv32 64))) zero)
      (and (= (low k) (low m)) (= (kind k) (kind m)) (= (flags k) (flags m)))))
(define-fun word_high_ ((k Word)) Bool
  (and (= (bvlshr k (_ bv32 64)) (bvudiv k (size (_ bv32 64))))
       (= ((_ zero_extend 32) (high k)) (bvlshr k (_ bv32 64)))))
(define-fun word_shift_ ((n Word)) Bool
  (=> (short n) (= (bvshl n (_ bv32 64)) (bvmul n (size (_ bv32 64))))))
(define-fun word_stamp_ ((m Word)) Bool
  (let ((k (bvshl (bvlshr m (_ bv32 64)) (_ bv32 64))))
    (and (= (low k) (_ bv0 8)) (= (high k) (high m)))))
(define-fun word_byte_ ((r Word)) Bool
  (and (= (low (bvshl r (_ bv8 64))) (_ bv0 8)) (= (low (bvshl r (_ bv16 64))) (_ bv0 8))
       (= (low (bvshl r (_ bv32 64))) (_ bv0 8))))
(define-fun word_fields_ ((t (_ BitVec 8)) (r (_ BitVec 8)) (s (_ BitVec 8)) (n (_ BitVec 32))) Bool
  (let ((m (bvor ((_ zero_extend 56) t) (bvshl ((_ zero_extend 56) r) (_ bv8 64))
                 (bvshl ((_ zero_extend 56) s) (_ bv16 64))
                 (bvshl ((_ zero_extend 32) n) (_ bv32 64)))))
    (and (= (kind m) s) (= (high m) n))))
(define-fun word_device_ ((m Word) (e Word)) Bool
  (let ((k (bvor (bvand m (bvnot (bvshl e (_ bv8 64)))) (_ bv134217728 64))))
    (=> (or (= e zero) (= e (_ bv4 64)))
        (and (= (low k) (low m)) (= (kind k) (kind m)) (= (high k) (high m))))))
