// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"

namespace tabletalk {

/// A UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits, so
/// that ids made later sort later and indexes grow at one end.
QUuid makeUuid7(Instant now);

template <class IdType>
IdType makeId(Instant now)
{
    return IdType(makeUuid7(now));
}

} // namespace tabletalk
