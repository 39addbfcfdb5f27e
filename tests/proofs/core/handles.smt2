; SPDX-License-Identifier: MIT
; handles.smt2: each axiom of handles.h, as in shifts.smt2; radix is a CNode's.
(define-sort Word () (_ BitVec 64))
(define-fun one () Word (_ bv1 64))
(define-fun zero () Word (_ bv0 64))
(define-fun power ((radix Word)) Word (bvshl one radix))
(define-fun mask ((radix Word)) Word (bvsub (power radix) one))
(define-fun both ((a Word) (b Word)) Word (bvand a b))
(define-fun needed ((path (_ BitVec 8))) (_ BitVec 8) (bvor path #x01))
(define-fun lower ((x Word)) Word (bvand x (_ bv4294967295 64)))
(define-fun depth_of ((raw Word)) Word (bvand (bvlshr raw (_ bv30 64)) (_ bv3 64)))
(define-fun address_of ((raw Word)) Word (bvand raw (_ bv1073741823 64)))
(define-fun made_of ((stamp Word) (index Word)) Word
  (bvor (bvshl (lower stamp) (_ bv32 64)) (bvand index (_ bv1073741823 64))))

(define-fun both_bits_ ((a Word) (b Word)) Bool (= (both a b) (bvand a b)))
(define-fun both_sides_ ((a Word) (b Word)) Bool (= (both a b) (both b a)))
(define-fun wraps_ ((x Word)) Bool
  (=> (and (bvsle (bvneg (power (_ bv32 64))) x) (bvslt x zero))
      (= (lower x) (bvadd x (power (_ bv32 64))))))
(define-fun needed_bits_ ((path (_ BitVec 8))) Bool (= (needed path) (bvor path #x01)))
(define-fun needed_held_ ((held (_ BitVec 8)) (path (_ BitVec 8))) Bool
  (= (= (bvand held (needed path)) (needed path))
     (and (= (bvand held path) path) (= (bvand held #x01) #x01))))
(define-fun power_0_ ((radix Word)) Bool (=> (= radix zero) (= (power radix) one)))
(define-fun power_more_ ((radix Word)) Bool
  (=> (bvult zero radix) (= (power radix) (bvmul (_ bv2 64) (power (bvsub radix one))))))
(define-fun power_limit_ ((radix Word)) Bool
  (=> (bvult zero radix)
      (and (bvule (_ bv2 64) (power radix)) (bvule (power radix) (_ bv1073741824 64)))))
(define-fun power_shift_ ((x Word) (radix Word)) Bool (= (bvlshr x radix) (bvudiv x (power radix))))
(define-fun power_mask_ ((x Word) (radix Word)) Bool
  (= (both x (mask radix)) (bvurem x (power radix))))
(define-fun power_within_ ((x Word) (radix Word)) Bool
  (=> (bvule x (mask radix)) (= (both x (mask radix)) x)))
(define-fun depth_ ((raw Word)) Bool
  (and (= (depth_of raw) (bvand (bvlshr raw (_ bv30 64)) (_ bv3 64)))
       (bvule (depth_of raw) (_ bv3 64))))
(define-fun address_ ((raw Word)) Bool (bvule (address_of raw) (_ bv1073741823 64)))
(define-fun near_ ((raw Word)) Bool
  (=> (bvule (lower raw) (_ bv1073741823 64))
      (and (= (depth_of raw) zero) (= (address_of raw) (lower raw)))))
(define-fun made_ ((stamp Word) (index Word)) Bool
  (= (made_of stamp index)
     (bvor (bvshl (lower stamp) (_ bv32 64)) (bvand index (_ bv1073741823 64)))))
(define-fun made_fields_ ((stamp Word) (index Word)) Bool
  (=> (and (= (lower stamp) stamp) (bvule index (_ bv1073741823 64)))
      (let ((raw (made_of stamp index)))
        (and (= (lower (bvlshr raw (_ bv32 64))) stamp) (= (depth_of raw) zero)
             (= (address_of raw) index)))))
