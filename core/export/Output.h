// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArrayView>

class QIODevice;

namespace tabletalk {

/// All of the bytes or a problem that says why not.
Result<void> putBytes(QIODevice &out, QByteArrayView bytes);

} // namespace tabletalk
