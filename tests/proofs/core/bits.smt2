; SPDX-License-Identifier: MIT
; bits.smt2: each axiom of bits.h, as in shifts.smt2.
(define-sort Word () (_ BitVec 64))
(define-fun n0 () Word (_ bv0 64))
(define-fun n8 () Word (_ bv8 64))
(define-fun n16 () Word (_ bv16 64))
(define-fun n24 () Word (_ bv24 64))
(define-fun n32 () Word (_ bv32 64))
(define-fun bit ((x Word) (i Word)) Bool (distinct (bvand x (bvshl (_ bv1 64) i)) n0))
(define-fun byte ((x Word) (i Word)) (_ BitVec 8) ((_ extract 7 0) (bvlshr x i)))
(define-fun low ((x Word)) (_ BitVec 32) ((_ extract 31 0) x))
(define-fun wide ((y (_ BitVec 8))) Word ((_ zero_extend 56) y))

(define-fun same_1 ((x Word) (i Word) (y Word) (k Word)) Bool (= (bit x i) (bit y k)))
(define-fun same_2 ((x Word) (i Word) (y Word) (k Word)) Bool
  (and (same_1 x i y k) (same_1 x (bvadd i (_ bv1 64)) y (bvadd k (_ bv1 64)))))
(define-fun same_4 ((x Word) (i Word) (y Word) (k Word)) Bool
  (and (same_2 x i y k) (same_2 x (bvadd i (_ bv2 64)) y (bvadd k (_ bv2 64)))))
(define-fun same_8 ((x Word) (i Word) (y Word) (k Word)) Bool
  (and (same_4 x i y k) (same_4 x (bvadd i (_ bv4 64)) y (bvadd k (_ bv4 64)))))
(define-fun same_16 ((x Word) (i Word) (y Word) (k Word)) Bool
  (and (same_8 x i y k) (same_8 x (bvadd i n8) y (bvadd k n8))))
(define-fun same_32 ((x Word) (i Word) (y Word) (k Word)) Bool
  (and (same_16 x i y k) (same_16 x (bvadd i n16) y (bvadd k n16))))

(define-fun both_1 ((x Word) (i Word) (y Word) (k Word) (m Word) (j Word)) Bool
  (= (bit x i) (and (bit y k) (bit m j))))
(define-fun both_2 ((x Word) (i Word) (y Word) (k Word) (m Word) (j Word)) Bool
  (and (both_1 x i y k m j)
       (both_1 x (bvadd i (_ bv1 64)) y (bvadd k (_ bv1 64)) m (bvadd j (_ bv1 64)))))
(define-fun both_4 ((x Word) (i Word) (y Word) (k Word) (m Word) (j Word)) Bool
  (and (both_2 x i y k m j)
       (both_2 x (bvadd i (_ bv2 64)) y (bvadd k (_ bv2 64)) m (bvadd j (_ bv2 64)))))
(define-fun both_8 ((x Word) (i Word) (y Word) (k Word) (m Word)) Bool
  (and (both_4 x i y k m n0)
       (both_4 x (bvadd i (_ bv4 64)) y (bvadd k (_ bv4 64)) m (_ bv4 64))))

(define-fun byte_is_0_0_ ((x Word) (y Word)) Bool
  (=> (same_8 x n0 y n0) (= (byte x n0) (byte y n0))))
(define-fun byte_is_16_16_ ((x Word) (y Word)) Bool
  (=> (same_8 x n16 y n16) (= (byte x n16) (byte y n16))))
(define-fun byte_set_0_ ((x Word) (y (_ BitVec 8))) Bool
  (=> (same_8 x n0 (wide y) n0) (= (byte x n0) y)))
(define-fun byte_set_16_ ((x Word) (y (_ BitVec 8))) Bool
  (=> (same_8 x n16 (wide y) n0) (= (byte x n16) y)))
(define-fun byte_set_24_ ((x Word) (y (_ BitVec 8))) Bool
  (=> (same_8 x n24 (wide y) n0) (= (byte x n24) y)))
(define-fun byte_kept_8_ ((x Word) (y Word) (m (_ BitVec 8))) Bool
  (=> (both_8 x n8 y n8 (wide m)) (= (byte x n8) (bvand (byte y n8) m))))
(define-fun byte_masked_8_ ((x Word) (y (_ BitVec 8)) (m (_ BitVec 8))) Bool
  (=> (both_8 x n8 (wide y) n0 (wide m)) (= (byte x n8) (bvand y m))))
(define-fun low_is_0_ ((x Word) (y Word)) Bool
  (=> (same_32 x n0 y n0) (= (low x) (low y))))
(define-fun high_set_32_ ((x Word) (y (_ BitVec 32))) Bool
  (=> (same_32 x n32 ((_ zero_extend 32) y) n0) (= (bvlshr x n32) ((_ zero_extend 32) y))))
