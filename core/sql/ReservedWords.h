// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tabletalk::sql {

/// Whether any of the dialects we print reserves the word, whatever its case. One list
/// for all: quoting once too often is harmless, once too little is an error.
bool isReservedWord(QStringView word);

} // namespace tabletalk::sql
