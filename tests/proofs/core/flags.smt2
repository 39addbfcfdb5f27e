; SPDX-License-Identifier: MIT
; flags.smt2: each axiom of flags.h as a statement on words of 64 bits.
(define-sort Word () (_ BitVec 64))

(define-fun flag_lowest_ ((f Word)) Bool
  (=> (bvule f (_ bv1 64)) (= (distinct (bvand f (_ bv1 64)) (_ bv0 64)) (= f (_ bv1 64)))))
(define-fun flags_beside_ ((s Word) (f Word)) Bool
  (=> (and (bvule s (_ bv255 64)) (bvule f (_ bv3 64)))
      (= (bvand (bvand (bvor (bvand s (_ bv128 64)) f) (_ bv255 64)) (_ bv3 64)) f)))
