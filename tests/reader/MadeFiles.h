// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

class QPainter;

namespace tabletalk::test {

/// A ZIP file of those entries; the sizes of large ones are repeated from a short content.
QByteArray madeZip(const std::vector<std::pair<QByteArray, QByteArray>> &entries);

/// A Word document with that body, in the words of its XML.
QByteArray madeDocx(const QByteArray &body, const std::vector<std::pair<QByteArray, QByteArray>> &more = {});

/// A PDF with so many pages, drawn by the painter, in points of A4.
QByteArray madePdf(int pages, const std::function<void(QPainter &, int page)> &draw);

/// A PDF of which each page has one line of text.
QByteArray madeTextPdf(const QStringList &lines);

/// A PDF whose one page is a picture of the text.
QByteArray madeScan(const QString &text);

/// A PDF of those objects ("1 0 obj" is the first), with its table of places.
QByteArray madeRawPdf(const std::vector<QByteArray> &objects);

} // namespace tabletalk::test
