// Images grouped by event, so that no event is in both the training and the validation set: neighbours in time are almost one picture.
//
// Notes     Images of one day are one event, and so are images less than twelve hours apart across midnight.
#pragma once

#include <string>
#include <vector>

#include "source_image.hpp"

namespace corkit::inpaint {

struct Event {
  std::string day;                  // of its first image, yyyy/mm/dd
  std::vector<std::size_t> images;  // indices into the list given, in order of time
};

// In order of time; all cameras together: C2 and C3 see the same event.
std::vector<Event> group_events(const std::vector<SourceImage> &images);

struct Split {
  std::vector<std::size_t> training, validation;  // indices of images
};
// held_out: days (yyyy/mm/dd or yyyymmdd or yyyy-mm-dd) of events that are for validation, every image of the event with them.
// Error(CORKIT_ERROR_ARGUMENT) for a day on which no image was taken.
Split split_by_event(const std::vector<SourceImage> &images, const std::vector<std::string> &held_out);

}  // namespace corkit::inpaint
