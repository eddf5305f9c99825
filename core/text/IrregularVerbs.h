// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tabletalk {

/// The verb of which a word in lower case is an irregular past form: "teach" of "taught". Empty for all other words,
/// and for forms that are common words of another meaning as well ("left", "found", "rose").
QStringView verbOfPast(QStringView form);

} // namespace tabletalk
