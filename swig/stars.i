/* The stars in an image: the result structs become dicts. */
%typemap(in, numinputs=0) corkit_stars **solution (corkit_stars *made = NULL) "$1 = &made;"
%typemap(argout) corkit_stars **solution {
  $result = SWIG_Python_AppendOutput($result, SWIG_NewPointerObj(*$1, $descriptor(corkit_stars *), SWIG_POINTER_OWN));
  made$argnum = NULL;
}
%typemap(freearg) corkit_stars **solution "corkit_stars_free(made$argnum);"

%typemap(in, numinputs=0) corkit_stars_result *result (corkit_stars_result found) "memset(&found, 0, sizeof found); found.size = sizeof found; $1 = &found;"
%typemap(argout) corkit_stars_result *result {
  $result = SWIG_Python_AppendOutput(
      $result, Py_BuildValue("{s:N,s:N,s:s,s:N,s:s,s:d,s:N,s:i,s:i,s:d,s:d,s:(dd),s:d,s:d,s:d,s:(dd),s:(dd),s:(dd),s:d,s:d,s:d,s:d,s:d,s:i,s:d}", "solved",
                             PyBool_FromLong($1->solved), "reason", corkit_text($1->reason), "detector", $1->detector, "level1",
                             PyBool_FromLong($1->level1), "time", $1->time, "clock_s", $1->clock_s, "clock_corrected",
                             PyBool_FromLong($1->clock_corrected), "npoints", $1->npoints, "nseeable", $1->nseeable, "chance", $1->chance, "rms_px",
                             $1->rms_px, "geocentric_sun", $1->geocentric_x, $1->geocentric_y, "position_error_px", $1->position_error_px, "roll_deg",
                             $1->roll_deg, "roll_error_deg", $1->roll_error_deg, "nominal_sun", $1->nominal_x, $1->nominal_y, "nominal_sky_deg",
                             $1->nominal_ra_deg, $1->nominal_dec_deg, "sun", $1->sun_x, $1->sun_y, "sun_roll_deg", $1->sun_roll_deg, "scale_arcsec",
                             $1->scale_arcsec, "scale_error_arcsec", $1->scale_error_arcsec, "zero_point_mag", $1->zero_point_mag,
                             "zero_point_scatter_mag", $1->zero_point_scatter_mag, "nphotometric", $1->nphotometric, "noise_rms_px",
                             $1->noise_rms_px));
}

%typemap(in, numinputs=0) corkit_star *star (corkit_star found) "memset(&found, 0, sizeof found); found.size = sizeof found; $1 = &found;"
%typemap(argout) corkit_star *star {
  $result = SWIG_Python_AppendOutput(
      $result, Py_BuildValue("{s:d,s:d,s:d,s:d,s:d,s:d,s:d,s:d,s:d,s:d,s:N,s:d}", "ra_deg", $1->ra_deg, "dec_deg", $1->dec_deg, "v_mag", $1->v_mag, "b_v_mag",
                             $1->b_v_mag, "x", $1->x, "y", $1->y, "off_x", $1->off_x, "off_y", $1->off_y, "rate", $1->rate, "zero_point_mag",
                             $1->zero_point_mag, "photometric", PyBool_FromLong($1->photometric), "noise_px", $1->noise_px));
}

%nodefaultctor corkit_stars;
struct corkit_stars {};
%extend corkit_stars { ~corkit_stars() { corkit_stars_free($self); } }
%ignore corkit_stars_free;
%ignore corkit_stars_options;
%ignore corkit_stars_options_default;
%ignore corkit_stars_result;
%ignore corkit_star;
CORKIT_NUMBER(double, ra_deg, PyFloat_FromDouble)
CORKIT_NUMBER(double, dec_deg, PyFloat_FromDouble)
