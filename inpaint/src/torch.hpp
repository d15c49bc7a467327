// All that corkit needs of LibTorch: tensors and their derivatives. The modules and data loaders of its C++ front end are left out, which
// halves the time a file takes to compile.
#pragma once

#include <ATen/ATen.h>
