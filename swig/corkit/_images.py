"""What users call an image: a path, an HDU, or data with its header."""
import os


def is_path(image):
    return isinstance(image, (str, bytes, os.PathLike))


def pixels_and_header(image):
    """Data and header of an HDU or of a pair, as they are."""
    if isinstance(image, tuple) and len(image) == 2:
        return image
    if hasattr(image, "data") and hasattr(image, "header"):
        # astropy rewrites an HDU's header when it scales the data, so the header is copied first.
        header = image.header.copy()
        data = image.data
        if data is None:
            raise TypeError("image is an HDU without data: give the one that holds the image; in a compressed file that is hdulist[1]")
        if getattr(getattr(image, "mask", None), "any", bool)():
            raise ValueError("image has masked pixels: give (data, header) with 0 in their place, as lost pixels are 0 in LASCO images")
        return data, header
    what = type(image).__name__
    if what == "HDUList":
        raise TypeError("image is an HDUList: give one HDU of it, such as hdulist[0]")
    raise TypeError(f"image is a {what}: give a path, an HDU, or a pair (data, header)")
