// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QByteArray>

namespace tabletalk {

/// Bytes for keeping an Understanding: a format number and a checksum, then everything
/// compressed. Not meant for other programs; the format may change between versions.
QByteArray encodeUnderstanding(const Understanding &understanding);

/// The reverse. Damaged bytes and other versions fail with NotReady and the hint to read
/// the database again, which always mends it; memory is bounded by what the bytes justify.
Result<Understanding> decodeUnderstanding(const QByteArray &bytes);

} // namespace tabletalk
