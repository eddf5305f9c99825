// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/CsvRows.h"
#include "reader/DecodedText.h"
#include "reader/SectionWriter.h"
#include "reader/TextFiles.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostColumns = 2'000;

bool isNumber(const QString &cell)
{
    bool number = false;
    QString(cell).remove(u',').toDouble(&number);
    return number;
}

/// Names of columns are texts, each another one.
bool areNames(const QStringList &cells)
{
    QStringList seen = cells;
    seen.sort();
    const bool unique = std::ranges::adjacent_find(seen) == seen.end();
    return unique && std::ranges::none_of(cells, [](const QString &cell) { return cell.isEmpty() || isNumber(cell); });
}

QString rowText(const QStringList &names, const QStringList &cells)
{
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i].isEmpty())
            continue;
        const QString name = i < names.size() ? names[i] : QString();
        text +=
            (text.isEmpty() ? QString() : u"\n"_s) + (name.isEmpty() ? QString() : QString(name + u": ")) + cells[i];
    }
    return text;
}

} // namespace

Result<void> readCsv(QFile &file, SectionWriter &out)
{
    const QString head = DecodedText(file).nextPiece();
    DecodedText text(file);
    CsvRows rows(text, delimiterOf(head, true).value_or(u','));
    out.begin({.title = {}, .mediaType = u"text/csv"_s, .links = {}});
    QStringList names;
    bool first = true;
    while (out.goesOn()) {
        const Result<QStringList> cells = rows.next();
        if (!cells)
            return std::unexpected(cells.error());
        if (cells->isEmpty())
            break;
        if (cells->size() > mostColumns)
            return failure(ProblemCode::TooLarge,
                           QCoreApplication::translate("FileReader", "A row of the table has more than %1 cells.")
                               .arg(mostColumns));
        if (std::exchange(first, false) && areNames(*cells)) {
            names = *cells;
            continue;
        }
        out.paragraph(rowText(names, *cells));
    }
    return {};
}

} // namespace tabletalk::reader
