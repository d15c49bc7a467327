#include "vgg.hpp"

#include <array>

#include "core/error.hpp"
#include "parameters.hpp"

namespace corkit::inpaint {
namespace {

struct Convolution {
  int index;  // in torchvision's features
  std::int64_t in, out;
  bool pooled;  // a 2x2 maximum follows, which is a feature
};
constexpr std::array<Convolution, 8> kConvolutions{{{0, 3, 64, false},
                                                    {2, 64, 64, true},
                                                    {5, 64, 128, false},
                                                    {7, 128, 128, true},
                                                    {10, 128, 256, false},
                                                    {12, 256, 256, false},
                                                    {14, 256, 256, false},
                                                    {16, 256, 256, true}}};
constexpr std::array<double, 3> kMean{0.485, 0.456, 0.406}, kDeviation{0.229, 0.224, 0.225};

at::Tensor take(const SafeTensors &weights, const std::string &path, const std::string &name, const std::vector<std::int64_t> &shape) {
  const auto found = weights.tensors.find(name);
  if (found == weights.tensors.end() || found->second.dtype != "F32" || found->second.shape != shape)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": " + name + " is missing or not that of VGG-19; give torchvision's vgg19 state dict as safetensors (F32)");
  return restored(found->second);
}

}  // namespace

Vgg19::Vgg19(const SafeTensors &weights, const std::string &path) {
  for (const Convolution &c : kConvolutions) {
    const std::string name = "features." + std::to_string(c.index);
    weights_.push_back(take(weights, path, name + ".weight", {c.out, c.in, 3, 3}));
    biases_.push_back(take(weights, path, name + ".bias", {c.out}));
  }
}

std::vector<at::Tensor> Vgg19::features(const at::Tensor &images) const {
  std::vector<at::Tensor> channels;
  for (std::size_t c = 0; c < kMean.size(); ++c) channels.push_back((images - kMean[c]) / kDeviation[c]);
  at::Tensor x = at::cat(channels, 1);
  std::vector<at::Tensor> out;
  for (std::size_t i = 0; i < kConvolutions.size(); ++i) {
    x = at::relu(at::conv2d(x, weights_[i], biases_[i], 1, 1));
    if (!kConvolutions[i].pooled) continue;
    x = at::max_pool2d(x, 2, 2);
    out.push_back(x);
  }
  return out;
}

}  // namespace corkit::inpaint
