// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tabletalk {

/// Resident memory of this process in bytes; 0 where the system does not tell.
std::int64_t residentMemory();

} // namespace tabletalk
