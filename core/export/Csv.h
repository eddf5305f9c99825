// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QByteArray>

namespace tabletalk {

struct CsvStyle
{
    const char *lineEnd = "\r\n"; ///< as RFC 4180 has it
    /// Puts an apostrophe before texts that a spreadsheet would run as a formula.
    bool guardFormulas = false;
};

/// One line of CSV (RFC 4180, UTF-8) with its end. Null is an empty field, binary is base64.
QByteArray csvLine(const Row &cells, const CsvStyle &style = {});

} // namespace tabletalk
