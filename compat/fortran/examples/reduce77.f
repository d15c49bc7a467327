C     Calibrates a file, and then the same image as an array that the
C     program holds; prints the error text where something fails.
C
C     gfortran reduce77.f `pkg-config --cflags --libs corkit-fortran`
C     ./a.out /calibration /output 32130223.fts
      PROGRAM RDUCE
      INCLUDE 'corkit.inc'
      INTEGER CTX, PROD, ARR, HDR, HOUT, NX, NY, NMISS, STATUS
      INTEGER OPTS(CRKNOP), I, N
      LOGICAL SKIP
      CHARACTER*256 CALIB, OUTDIR, FILE, PATH, NAME
      CHARACTER*4 DET
      CHARACTER*80 CARD
      INTEGER*4 DN(1024, 1024)
      REAL*8 MSB(1024, 1024), XCEN
      EXTERNAL CRKOPN, CRKCLS, CRKOPT, CRKLV1, CRKPIN, CRKPFR, CRKRDF
      EXTERNAL CRKAGJ, CRKLVJ, CRKPGD, CRKPHD, CRKGKD, CRKHNC, CRKHGC
      EXTERNAL CRKHFR, CRKAFR, FAIL

      CALL GETARG(1, CALIB)
      CALL GETARG(2, OUTDIR)
      CALL GETARG(3, FILE)
      STATUS = 0

C     A file
      CALL CRKOPN(CALIB, CTX, STATUS)
      CALL CRKOPT(OPTS)
      CALL CRKLV1(CTX, FILE, OUTDIR, OPTS, PROD, STATUS)
      CALL CRKPIN(PROD, PATH, NAME, DET, NMISS, SKIP, STATUS)
      IF (STATUS .NE. CORKIT_OK) CALL FAIL(STATUS)
      I = INDEX(PATH, ' ') - 1
      WRITE (*, '(4A,I5,A)') PATH(1:I), ': ', DET(1:2), ',', NMISS,
     +  ' missing blocks'
      CALL CRKPFR(PROD, STATUS)

C     An array: DN in INTEGER*4, the result in REAL*8
      CALL CRKRDF(CTX, FILE, ARR, HDR, STATUS)
      CALL CRKAGJ(ARR, 1024 * 1024, DN, NX, NY, STATUS)
      CALL CRKLVJ(CTX, DN, NX, NY, HDR, ' ', OPTS, PROD, STATUS)
      CALL CRKPGD(PROD, CRKMSB, 1024 * 1024, MSB, NX, NY, STATUS)
      CALL CRKPHD(PROD, HOUT, STATUS)
      CALL CRKGKD(HOUT, 'CRPIX1', XCEN, STATUS)
      CALL CRKHNC(HOUT, N, STATUS)
      IF (STATUS .NE. CORKIT_OK) CALL FAIL(STATUS)
      WRITE (*, '(I5,A,I5,A,F8.2)') NX, ' x', NY, ', CRPIX1', XCEN
      DO 10 I = 1, N
        CALL CRKHGC(HOUT, I, CARD, STATUS)
        IF (CARD(1:7) .EQ. 'HISTORY') WRITE (*, '(A)') CARD
   10 CONTINUE

C     Every handle is released; a handle is 0 afterwards.
      CALL CRKHFR(HOUT, STATUS)
      CALL CRKHFR(HDR, STATUS)
      CALL CRKAFR(ARR, STATUS)
      CALL CRKPFR(PROD, STATUS)
      CALL CRKCLS(CTX, STATUS)
      END

      SUBROUTINE FAIL(STATUS)
      INTEGER STATUS
      CHARACTER*40 NAME
      CHARACTER*512 TEXT
      EXTERNAL CRKERR, CRKMSG
      CALL CRKERR(STATUS, NAME)
      CALL CRKMSG(TEXT)
      WRITE (*, '(I4,1X,A)') STATUS, NAME
      WRITE (*, '(A)') TEXT
      STOP 1
      END
