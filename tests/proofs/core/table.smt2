; SPDX-License-Identifier: MIT
; table.smt2: the axiom of table.h, as in shifts.smt2.
(define-sort Word () (_ BitVec 64))
(define-fun one () Word (_ bv1 64))
(define-fun zero () Word (_ bv0 64))
(define-fun size ((b Word)) Word (bvshl one b))
(define-fun sized ((b Word)) Bool (and (bvule (_ bv6 64) b) (bvule b (_ bv46 64))))

(define-fun size_bit_ ((x Word) (y Word)) Bool
  (=> (and (bvult x (size (_ bv47 64))) (= (bvurem x (_ bv64 64)) zero) (bvult y (_ bv64 64))
           (not (= (bvand (bvlshr x y) one) zero)))
      (sized y)))
