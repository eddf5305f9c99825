// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::model {

/// The value of a text field of a JSON object that is still being written, as far as it is there; empty when it
/// has not begun. For showing what comes, never for deciding: the first field of that name counts, at any depth.
QString writtenSoFar(QStringView json, QStringView field);

} // namespace tabletalk::model
