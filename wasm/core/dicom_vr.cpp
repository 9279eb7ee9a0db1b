#include "dicom_vr.h"

namespace overread {

bool isKnownVr(Vr value) {
  switch (value) {
  case vr('A', 'E'): case vr('A', 'S'): case vr('A', 'T'): case vr('C', 'S'): case vr('D', 'A'): case vr('D', 'S'):
  case vr('D', 'T'): case vr('F', 'L'): case vr('F', 'D'): case vr('I', 'S'): case vr('L', 'O'): case vr('L', 'T'):
  case vr('P', 'N'): case vr('S', 'H'): case vr('S', 'L'): case vr('S', 'S'): case vr('S', 'T'): case vr('T', 'M'):
  case vr('U', 'I'): case vr('U', 'L'): case vr('U', 'S'):
    return true;
  default:
    return hasLongLength(value);
  }
}

bool hasLongLength(Vr value) {
  switch (value) {
  case vr('O', 'B'): case vr('O', 'D'): case vr('O', 'F'): case vr('O', 'L'): case vr('O', 'V'): case vr('O', 'W'):
  case vr('S', 'Q'): case vr('S', 'V'): case vr('U', 'C'): case vr('U', 'N'): case vr('U', 'R'): case vr('U', 'T'):
  case vr('U', 'V'):
    return true;
  default:
    return false;
  }
}

int vrWordSize(Vr value) {
  switch (value) {
  case vr('U', 'S'): case vr('S', 'S'): case vr('O', 'W'): case vr('A', 'T'):
    return 2;
  case vr('U', 'L'): case vr('S', 'L'): case vr('F', 'L'): case vr('O', 'F'): case vr('O', 'L'):
    return 4;
  case vr('F', 'D'): case vr('O', 'D'): case vr('O', 'V'): case vr('S', 'V'): case vr('U', 'V'):
    return 8;
  default:
    return 1;
  }
}

uint8_t vrPadding(Vr value) {
  switch (value) {
  case vr('U', 'I'): case vr('O', 'B'): case vr('U', 'N'): case kImplicitVr:
    return 0;
  default:
    return vrWordSize(value) > 1 ? 0 : ' ';
  }
}

} // namespace overread
