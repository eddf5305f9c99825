// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::knowledge {

/// The language that a text is mostly in, as two letters ("en"), by its script and its commonest words; empty where
/// neither tells, as in a table of figures. Looks at the beginning alone, so it costs the same for any text.
QString guessLanguage(QStringView text);

} // namespace tabletalk::knowledge
