// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

class QFile;

namespace tabletalk::reader {

class SectionWriter;

/// What people see of the page: title, headings, text, tables; and where it leads.
Result<void> readHtml(QFile &file, const QUrl &base, const QString &charset, SectionWriter &out);

/// By its mark, what its server said, its own meta element, or as UTF-8, else Windows-1252.
QString decodedHtml(const QByteArray &bytes, const QString &charset);

/// Whether elements stand within each other deeper than pages of people's do. A parser needs time and stack for each.
bool nestsTooDeeply(QByteArrayView html);

} // namespace tabletalk::reader
