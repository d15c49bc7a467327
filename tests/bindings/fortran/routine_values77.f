C     Every FORTRAN 77 routine on one image; prints what
C     ../c/routine_values.c prints.
C
C     routine_values_f77 CALIBRATION IMAGE FOLDER
      PROGRAM RVALS
      INCLUDE 'corkit.inc'
      INTEGER CTX, ARR, HDR, COPY, STATUS, I, N
      LOGICAL SYNTH
      CHARACTER*256 CALIB, FILE, FOLDER, NAME, PATH, STATE
      CHARACTER*8 DET
      CHARACTER*11 PARTS(4)
      COMMON /WHERE/ FOLDER
      DATA PARTS /'calibration', 'lasco_data', 'nrl_lib', 'ancil_data'/
      CALL GETARG(1, CALIB)
      CALL GETARG(2, FILE)
      CALL GETARG(3, FOLDER)
      STATUS = 0
      CALL CRKOPN(CALIB, CTX, STATUS)
      CALL CHECK('context', STATUS)
      CALL CRKVER(NAME, STATE)
      CALL PUTS('version', NAME)
      CALL PUTS('solarsoft', STATE)
      CALL CRKCSR(CTX, NAME, SYNTH, STATUS)
      CALL PUTS('source', NAME)
      I = 0
      IF (SYNTH) I = 1
      CALL PUTI('synthetic', I)
      DO 5 I = 1, 4
        CALL CRKCFO(CTX, PARTS(I), NAME, STATUS)
        CALL PUTS('folder', NAME)
    5 CONTINUE
      CALL CRKNCF(CTX, N, STATUS)
      DO 10 I = 1, N
        CALL CRKGCF(CTX, I, NAME, PATH, STATE, STATUS)
        CALL PUTS('name', NAME)
        CALL PUTS('path', PATH)
        CALL PUTS('state', STATE)
   10 CONTINUE
      CALL CRKRDF(CTX, FILE, ARR, HDR, STATUS)
      CALL CRKGKS(HDR, 'DETECTOR', DET, STATUS)
      CALL CRKHCP(HDR, COPY, STATUS)
      CALL CHECK('readfits', STATUS)
      CALL EXPOS(CTX, COPY, DET)
      CALL POINT(CTX, COPY)
      CALL CARDS('history', COPY)
      CALL CRKHFR(COPY, STATUS)
      CALL BLOCKS(CTX, ARR, HDR)
      CALL IMAGES(CTX, ARR, HDR, DET)
      CALL HEADS
      CALL CHAIN(CTX, FILE)
      CALL CRKAFR(ARR, STATUS)
      CALL CRKHFR(HDR, STATUS)
      CALL CRKCLS(CTX, STATUS)
      CALL CHECK('end', STATUS)
      END

      SUBROUTINE CHECK(LABEL, STATUS)
      CHARACTER*(*) LABEL
      INTEGER STATUS
      CHARACTER*1024 TEXT
      IF (STATUS .EQ. 0) RETURN
      CALL CRKMSG(TEXT)
      WRITE (*, '(A,1X,I4,1X,A)') LABEL, STATUS, TEXT
      STOP 1
      END

      SUBROUTINE PUTS(LABEL, TEXT)
      CHARACTER*(*) LABEL, TEXT
      INTEGER I
      DO 10 I = LEN(TEXT), 1, -1
        IF (TEXT(I:I) .NE. ' ') GO TO 20
   10 CONTINUE
   20 WRITE (*, '(A,1X,A)') LABEL, TEXT(1:I)
      END

      SUBROUTINE PUTI(LABEL, I)
      CHARACTER*(*) LABEL
      INTEGER I
      WRITE (*, '(A,1X,I0)') LABEL, I
      END

      SUBROUTINE PUTE(LABEL, X)
      CHARACTER*(*) LABEL
      REAL X
      WRITE (*, '(A,1X,Z8.8)') LABEL, TRANSFER(X, 1)
      END

      SUBROUTINE PUTD(LABEL, X)
      CHARACTER*(*) LABEL
      DOUBLE PRECISION X
      WRITE (*, '(A,1X,Z16.16)') LABEL, TRANSFER(X, 1_8)
      END

      SUBROUTINE CARDS(LABEL, HDR)
      CHARACTER*(*) LABEL
      CHARACTER*80 CARD
      INTEGER HDR, N, I, STATUS
      STATUS = 0
      CALL CRKHNC(HDR, N, STATUS)
      DO 10 I = 1, N
        CALL CRKHGC(HDR, I, CARD, STATUS)
        WRITE (*, '(A,1X,A80,A)') LABEL, CARD, '|'
   10 CONTINUE
      CALL CHECK('cards', STATUS)
      END

      SUBROUTINE PUTA(CTX, LABEL, ARR, HDR)
      INTEGER CTX, ARR, HDR, STATUS, TYPE, NX, NY, L
      CHARACTER*(*) LABEL
      CHARACTER*256 FOLDER
      COMMON /WHERE/ FOLDER
      STATUS = 0
      L = INDEX(FOLDER, ' ') - 1
      CALL CRKWRF(CTX, FOLDER(1:L) // '/' // LABEL // '.fts', ARR, HDR,
     +  STATUS)
      CALL CRKASZ(ARR, TYPE, NX, NY, STATUS)
      CALL CHECK(LABEL, STATUS)
      CALL PUTI(LABEL, TYPE)
      CALL CRKAFR(ARR, STATUS)
      END

      SUBROUTINE EXPOS(CTX, HDR, DET)
      INTEGER CTX, HDR, STATUS, VALID, TYPE, NOSUM
      CHARACTER*(*) DET
      REAL EXPFAC, BIAS, FACTOR
      DOUBLE PRECISION OFFSET
      STATUS = 0
      CALL CRKEXP(CTX, HDR, EXPFAC, BIAS, VALID, STATUS)
      CALL PUTE('expfac', EXPFAC)
      CALL PUTE('expbias', BIAS)
      CALL PUTI('expvalid', VALID)
      CALL CRKOFF(CTX, HDR, 1, OFFSET, TYPE, STATUS)
      CALL PUTD('offset_bias', OFFSET)
      CALL PUTI('offset_bias_type', TYPE)
      CALL CRKOFA('C3', 'A', 0, OFFSET, TYPE, STATUS)
      CALL PUTD('offset_bias_at', OFFSET)
      CALL PUTI('offset_bias_at_type', TYPE)
      DO 10 NOSUM = 0, 1
        IF (DET .EQ. 'C2') THEN
          CALL CRKCF2(CTX, HDR, NOSUM, FACTOR, STATUS)
        ELSE
          CALL CRKCF3(CTX, HDR, NOSUM, FACTOR, STATUS)
        END IF
        CALL PUTE('calfactor', FACTOR)
   10 CONTINUE
      CALL CHECK('exposure', STATUS)
      END

      SUBROUTINE POINT(CTX, HDR)
      INTEGER CTX, HDR, STATUS, FULL
      REAL X, Y, ROLL, VALUE(2)
      DOUBLE PRECISION DX, DY, DLON
      CHARACTER*16 DATE, TIME
      CHARACTER*32 ERROR
      CHARACTER*128 SOURCE
      STATUS = 0
      CALL CRKDIS('C2', 100.5D0, 11.9D0, DX, STATUS)
      CALL PUTD('distortion', DX)
      CALL CRKTCR(CTX, HDR, DATE, TIME, X, Y, ROLL, ERROR, STATUS)
      CALL PUTS('tcr_date', DATE)
      CALL PUTS('tcr_time', TIME)
      CALL PUTS('tcr_error', ERROR)
      CALL PUTE('tcr_xpos', X)
      CALL PUTE('tcr_ypos', Y)
      CALL PUTE('tcr_roll', ROLL)
      DO 10 FULL = 0, 1024, 1024
        CALL CRKSUN(CTX, HDR, FULL, X, Y, SOURCE, STATUS)
        CALL PUTE('sun_x', X)
        CALL PUTE('sun_y', Y)
        CALL PUTS('sun_source', SOURCE)
        CALL CRKSEC(HDR, FULL, X, STATUS)
        CALL PUTE('sec_pixel', X)
   10 CONTINUE
      CALL CRKROL(CTX, HDR, 'ROLL', VALUE, SOURCE, STATUS)
      CALL PUTE('roll', VALUE(1))
      CALL PUTS('roll_source', SOURCE)
      CALL CRKROL(CTX, HDR, 'XY', VALUE, SOURCE, STATUS)
      CALL PUTE('x', VALUE(1))
      CALL PUTE('y', VALUE(2))
      CALL CRKRAD(HDR, DX, STATUS)
      CALL PUTD('solar_radius', DX)
      CALL CRKOBS(HDR, DLON, DX, DY, STATUS)
      CALL PUTD('longitude', DLON)
      CALL PUTD('latitude', DX)
      CALL PUTD('distance', DY)
      CALL CRKSUB('EIT', X, STATUS)
      CALL PUTE('subtense', X)
      CALL CRKOCC(CTX, HDR, DX, DY, STATUS)
      CALL PUTD('occltr_x', DX)
      CALL PUTD('occltr_y', DY)
      CALL CHECK('pointing', STATUS)
      END

      SUBROUTINE BLOCKS(CTX, ARR, HDR)
      INTEGER CTX, ARR, HDR, STATUS, MAP, BACK, NMISS, TYPE, NX, NY
      CHARACTER*4096 LIST
      STATUS = 0
      CALL CRKMBL(CTX, ARR, HDR, MAP, NMISS, LIST, STATUS)
      CALL PUTI('nmissing', NMISS)
      CALL PUTS('misslist', LIST)
      CALL CRKM2S(MAP, LIST, STATUS)
      CALL PUTS('mb2strmap', LIST)
      CALL CRKASZ(MAP, TYPE, NX, NY, STATUS)
      CALL CRKS2M(LIST, NX, NY, BACK, STATUS)
      CALL CHECK('blocks', STATUS)
      CALL PUTA(CTX, 'blocks', MAP, 0)
      CALL PUTA(CTX, 'strmap2mb', BACK, 0)
      END

      SUBROUTINE IMAGES(CTX, ARR, HDR, DET)
      INCLUDE 'corkit.inc'
      INTEGER CTX, ARR, HDR, STATUS, COPY, OUT, WARPED, FILLED, MANY,
     +  WARPGD
      CHARACTER*(*) DET
      STATUS = 0
      CALL CRKHCP(HDR, COPY, STATUS)
      IF (DET .EQ. 'C2') THEN
        CALL CRKCA2(CTX, ARR, COPY, 1, OUT, STATUS)
        CALL CRKWP2(CTX, OUT, COPY, WARPED, STATUS)
      ELSE
        CALL CRKCA3(CTX, ARR, COPY, 0, 0, 1, 1, CORKIT_ORACLE_IDL, OUT,
     +    MANY, STATUS)
        CALL PUTI('mask_blocks', MANY)
        CALL CRKWP3(CTX, OUT, COPY, WARPED, STATUS)
        CALL CRKFUZ(CTX, OUT, COPY, CORKIT_ORACLE_GDL, FILLED, MANY,
     +    STATUS)
        CALL PUTI('too_many', MANY)
        CALL PUTA(CTX, 'fuzzy_image', FILLED, 0)
      END IF
      CALL CRKWRP(CTX, DET, OUT, COPY, CORKIT_ORACLE_GDL, WARPGD,
     +  STATUS)
      CALL PUTA(CTX, 'warp_gdl', WARPGD, 0)
      CALL CRKSTA(CTX, WARPED, COPY, 1, 1E-9, 0, 0.0, STATUS)
      CALL CHECK('calibrate', STATUS)
      CALL CARDS('calibrated', COPY)
      CALL PUTA(CTX, 'calibrate', OUT, COPY)
      CALL PUTA(CTX, 'warp', WARPED, COPY)
      CALL CRKHFR(COPY, STATUS)

      CALL CRKHCP(HDR, COPY, STATUS)
      IF (DET .EQ. 'C2') THEN
        CALL CRKCU2(CTX, ARR, COPY, 0, OUT, STATUS)
      ELSE
        CALL CRKCU3(CTX, ARR, COPY, 0, 0, 0, 0, CORKIT_ORACLE_IDL, OUT,
     +    MANY, STATUS)
      END IF
      CALL CHECK('no_update', STATUS)
      CALL CARDS('no_update', COPY)
      CALL CRKHFR(COPY, STATUS)

      CALL CRKHCP(HDR, COPY, STATUS)
      CALL CRKSTD(CTX, ARR, COPY, 0, 0, 0, 0, 1, 300.25, OUT, STATUS)
      CALL CHECK('reduce_std_size', STATUS)
      CALL CARDS('std_size', COPY)
      CALL PUTA(CTX, 'reduce_std_size', OUT, COPY)
      CALL CRKFIX(ARR, OUT, STATUS)
      CALL CHECK('fixwrap', STATUS)
      CALL PUTA(CTX, 'fixwrap', OUT, 0)
      CALL CRKHFR(COPY, STATUS)
      END

      SUBROUTINE HEADS
      INTEGER HDR, COPY, STATUS, I, J
      LOGICAL HAS
      CHARACTER*80 LIST(3)
      CHARACTER*128 TEXT
      DOUBLE PRECISION X
      STATUS = 0
      LIST(1) = 'FIRST   =                   17 / seventeen'
      LIST(2) = 'SECOND  = ''two     '''
      LIST(3) = 'HISTORY made by hand'
      CALL CRKHCD(LIST, 3, HDR, STATUS)
      CALL CRKPKJ(HDR, 'AN_INT', -5, 'an integer', STATUS)
      CALL CRKPKE(HDR, 'A_REAL', 1.5, ' ', STATUS)
      CALL CRKPKD(HDR, 'A_DOUBLE', 2D0 / 3D0, 'two thirds', STATUS)
      CALL CRKPKS(HDR, 'A_STRING', 'it''s text', ' ', STATUS)
      CALL CRKPKL(HDR, 'LOGICAL', .TRUE., 'yes', STATUS)
      CALL CRKPKJ(HDR, 'FIRST', 18, ' ', STATUS)
      CALL CRKPHS(HDR, 'one more line', STATUS)
      CALL CRKPCM(HDR, 'a comment', STATUS)
      CALL CRKHCP(HDR, COPY, STATUS)
      CALL CRKDKY(HDR, 'SECOND', STATUS)
      CALL CRKGKJ(HDR, 'FIRST', I, STATUS)
      CALL PUTI('first', I)
      CALL CRKGKD(HDR, 'A_DOUBLE', X, STATUS)
      CALL PUTD('a_double', X)
      CALL CRKGKS(HDR, 'A_STRING', TEXT, STATUS)
      CALL PUTS('a_string', TEXT)
      J = 0
      CALL CRKHAS(HDR, 'SECOND', HAS, STATUS)
      IF (HAS) J = J + 1
      CALL CRKHAS(COPY, 'SECOND', HAS, STATUS)
      IF (HAS) J = J + 10
      CALL PUTI('has', J)
      CALL CARDS('header', HDR)
      CALL CARDS('copy', COPY)
      CALL CRKHFR(HDR, STATUS)
      CALL CRKHFR(COPY, STATUS)
      CALL CHECK('headers', STATUS)
      END

      SUBROUTINE CHAIN(CTX, FILE)
      INCLUDE 'corkit.inc'
      INTEGER CTX, PROD, HDR, STATUS, I, N, NMISS, OPTS(CRKNOP)
      LOGICAL SKIP
      CHARACTER*(*) FILE
      CHARACTER*256 FOLDER, TEXT, PATH, NAME
      CHARACTER*8 DET
      DOUBLE PRECISION SECOND
      COMMON /WHERE/ FOLDER
      STATUS = 0
      CALL CRKOPT(OPTS)
      OPTS(CRKNFI) = 1
      OPTS(CRKNOW) = 1
      OPTS(CRKORA) = CORKIT_ORACLE_GDL
      CALL CRKLV1(CTX, FILE, FOLDER, OPTS, PROD, STATUS)
      CALL CHECK('chain', STATUS)
      CALL CRKPNS(PROD, N, STATUS)
      DO 10 I = 1, N
        CALL CRKPST(PROD, I, TEXT, SECOND, STATUS)
        CALL PUTS('stage', TEXT)
   10 CONTINUE
      CALL CRKPNW(PROD, N, STATUS)
      CALL PUTI('warnings', N)
      DO 20 I = 1, N
        CALL CRKPWN(PROD, I, TEXT, STATUS)
        CALL PUTS('warning', TEXT)
   20 CONTINUE
      CALL CRKPIN(PROD, PATH, NAME, DET, NMISS, SKIP, STATUS)
      CALL PUTS('path', PATH)
      CALL PUTS('name', NAME)
      CALL PUTS('detector', DET)
      CALL PUTI('product_nmissing', NMISS)
      I = 0
      IF (SKIP) I = 1
      CALL PUTI('skipped', I)
      CALL CRKPHD(PROD, HDR, STATUS)
      CALL CARDS('product', HDR)
      CALL CRKHFR(HDR, STATUS)
      CALL CRKPFR(PROD, STATUS)
      CALL CHECK('chain', STATUS)
C     The geometry that stars show, and tables where they reach.
      CALL CRKOPT(OPTS)
      OPTS(CRKNFI) = 1
      OPTS(CRKGEO) = CORKIT_GEOMETRY_SKY
      OPTS(CRKPNT) = CORKIT_POINTING_AUTO
      CALL CRKLV1(CTX, FILE, FOLDER, OPTS, PROD, STATUS)
      CALL CRKPHD(PROD, HDR, STATUS)
      CALL CARDS('sky', HDR)
      CALL CRKHFR(HDR, STATUS)
      CALL CRKPFR(PROD, STATUS)
      CALL CHECK('sky', STATUS)
      END
