#include "fits/fxhmake.hpp"

#include "fits/pixel_type.hpp"
#include "time/utc.hpp"

namespace corkit {

Header fxhmake(const AnyImage &pixels) {
  Header header;
  header.set("SIMPLE", HeaderValue{true}, "Written by IDL:  ");
  header.set("BITPIX", bitpix_of(pixels), pixel_type(pixels).fxhmake);
  header.set("NAXIS", 2);
  header.set("NAXIS1", width(pixels));
  header.set("NAXIS2", height(pixels));
  header.set("DATE", HeaderValue{now_iso()});
  return header;
}

}  // namespace corkit
