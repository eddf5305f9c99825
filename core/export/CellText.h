// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QByteArray>

namespace tabletalk {

/// The cell in UTF-8 with every digit that it has, for files and for programs: null is
/// empty, binary is base64, and numbers know no locale.
QByteArray exactUtf8(const Cell &cell);

} // namespace tabletalk
