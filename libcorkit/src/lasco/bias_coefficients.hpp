// Bias of the CCD cameras, DN: constants by port, and polynomials in days for C2 and C3 on port C.
//
// Source    offset_bias.pro 1.26 (2002) for dates before MJD 51915; the later rows are the coefficients in use since 2016, from two
//           independent ports, confirmed by the OFFSET of genuine products (spec/level1.md 6.2).
#pragma once

#include <array>

namespace corkit::lasco {

// b = c0 + c1*d + c2*d^2 + c3*d^3 with d = mjd - first_day, for from <= mjd < until.
struct BiasPolynomial {
  int from;
  int until;
  int first_day;
  int terms;
  std::array<float, 4> c;
};

inline constexpr int kForever = 1'000'000;

inline constexpr std::array kBiasC2{
    BiasPolynomial{0, 51058, 50079, 3, {470.97732F, 0.12792513F, -3.6621933e-05F, 0}},
    BiasPolynomial{51058, 51819, 51099, 4, {551.67277F, 0.091365902F, -0.00012637790F, 7.4049597e-08F}},
    BiasPolynomial{51819, 51915, 51558, 2, {574.5788F, 0.019772032F, 0, 0}},
    BiasPolynomial{51915, 54792, 51915, 3, {581.81517F, 0.019221920F, -2.3110489e-06F, 0}},
    BiasPolynomial{54792, 55044, 54792, 3, {617.70556F, 0.010290491F, -6.0131545e-06F, 0}},
    BiasPolynomial{55044, 56450, 55044, 3, {619.99733F, 0.0059081617F, -3.3932229e-07F, 0}},
    BiasPolynomial{56450, 57388, 56450, 3, {627.61246F, 0.0049003351F, -5.3812001e-07F, 0}},
    BiasPolynomial{57388, 58571, 57290, 3, {631.20515F, 0.0056815108F, -1.3439596e-06F, 0}},
    BiasPolynomial{58571, 58802, 58578, 4, {651.50189F, -0.028926206F, 7.8531807e-05F, -5.8964538e-08F}},
    BiasPolynomial{58802, kForever, 58802, 3, {648.41904F, -0.0020514176F, 1.8072963e-05F, 0}},
};

// The rows overlap; where two fit, the later one holds.
inline constexpr std::array kBiasC3{
    BiasPolynomial{0, 51058, 50072, 4, {322.21639F, 0.011775379F, 4.4256968E-05F, -3.167423e-08F}},
    BiasPolynomial{51058, 51697, 51099, 4, {354.50857F, 0.062196067F, -8.8114799e-05F, 5.0505447e-08F}},
    BiasPolynomial{51697, 51915, 51558, 3, {369.02719F, 0.014994955F, -4.0873204e-06F, 0}},
    BiasPolynomial{51915, 54792, 51915, 3, {374.11139F, 0.010731823F, -1.0726207e-06F, 0}},
    BiasPolynomial{54792, 55044, 54792, 3, {395.85091F, 0.0079344115F, -6.2530780e-06F, 0}},
    BiasPolynomial{55044, 56170, 55044, 2, {397.52040F, 0.0040765192F, 0, 0}},
    BiasPolynomial{56170, 56366, 56170, 3, {407.04606F, -0.024819780F, 0.00011694347F, 0}},
    BiasPolynomial{56360, 56478, 56360, 3, {406.01009F, 0.0046765547F, -9.912626e-07F, 0}},
    BiasPolynomial{56478, 56597, 56478, 3, {406.72179F, 0.0045780623F, -2.3134855e-06F, 0}},
    BiasPolynomial{56597, 57174, 56478, 3, {406.77706F, 0.0040538719F, -1.6571028e-06F, 0}},
    BiasPolynomial{57024, kForever, 57024, 3, {408.38117F, 0.0027558157F, -1.3694218e-07F, 0}},
};

// C3 on port C before its first polynomial.
inline constexpr int kBiasC3FirstDay = 50072;
inline constexpr int kBiasC3Early = 319;

// INT constants of the other ports.
struct PortBias {
  const char *detector;
  char port;
  int bias;
};
inline constexpr std::array kPortBias{
    PortBias{"C1", 'A', 364},  PortBias{"C1", 'B', 331},   PortBias{"C1", 'D', 522},  PortBias{"C2", 'A', 364}, PortBias{"C2", 'B', 540},
    PortBias{"C2", 'D', 526},  PortBias{"C3", 'A', 314},   PortBias{"C3", 'B', 346},  PortBias{"C3", 'D', 283}, PortBias{"EIT", 'A', 1017},
    PortBias{"EIT", 'B', 840}, PortBias{"EIT", 'C', 1041}, PortBias{"EIT", 'D', 844},
};

}  // namespace corkit::lasco
