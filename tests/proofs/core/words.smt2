; SPDX-License-Identifier: MIT
; words.smt2: each axiom of words.h, as in shifts.smt2.
(define-sort Word () (_ BitVec 64))
(define-fun zero () Word (_ bv0 64))
(define-fun size ((b Word)) Word (bvshl (_ bv1 64) b))
(define-fun short ((n Word)) Bool (bvule n (_ bv65535 64)))
(define-fun low ((x Word)) (_ BitVec 8) ((_ extract 7 0) x))
(define-fun kind ((x Word)) (_ BitVec 8) ((_ extract 23 16) x))
(define-fun flags ((x Word)) (_ BitVec 8) ((_ extract 31 24) x))
(define-fun high ((x Word)) (_ BitVec 32) ((_ extract 63 32) x))

(define-fun shift_fits_ ((x Word) (n Word) (b Word)) Bool
  (=> (short n) (= (bvule n (bvlshr x b)) (bvule (bvshl n b) x))))
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
