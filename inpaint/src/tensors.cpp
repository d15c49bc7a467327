#include "tensors.hpp"

#include <algorithm>

namespace corkit::inpaint {

at::Tensor tensor_of(const Image<float> &image) {
  at::Tensor out = at::empty({1, 1, image.ny(), image.nx()}, at::kFloat);
  std::copy(image.begin(), image.end(), out.data_ptr<float>());
  return out;
}

at::Tensor tensor_of(const Image<std::uint8_t> &mask) { return tensor_of(convert<float>(mask)); }

Image<float> image_of(const at::Tensor &plane) {
  const at::Tensor flat = plane.detach().contiguous();
  Image<float> out(static_cast<int>(flat.size(3)), static_cast<int>(flat.size(2)));
  std::copy_n(flat.data_ptr<float>(), out.size(), out.begin());
  return out;
}

NetworkBatch batch_of(const std::vector<const NetworkInput *> &inputs) {
  std::vector<at::Tensor> data, masks, guides;
  for (const NetworkInput *in : inputs) {
    data.push_back(tensor_of(in->data));
    masks.push_back(tensor_of(in->data_mask));
    std::vector<at::Tensor> planes;
    for (const Image<float> &plane : in->guides) planes.push_back(tensor_of(plane));
    guides.push_back(at::cat(planes, 1));
  }
  return {at::cat(data, 0), at::cat(masks, 0), at::cat(guides, 0)};
}

}  // namespace corkit::inpaint
