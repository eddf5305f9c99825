// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ZipReader.h"

#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

namespace tabletalk::test {

/// What a spreadsheet program finds in a workbook of ours.
struct Workbook
{
    struct Cell
    {
        QString type; ///< "inlineStr", "b"; empty for a number
        QString style;
        QString value; ///< with the format's escapes undone
    };
    QStringList sheetNames;
    QList<QMap<QString, Cell>> sheets; ///< by position: "A1"
    QStringList problems;              ///< of XML that is not well-formed, and of parts that are missing
    QMap<QString, QByteArray> parts;

    static Workbook read(const QByteArray &bytes)
    {
        Workbook book;
        book.parts = readZip(bytes);
        for (const char *needed : {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                   "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"}) {
            if (!book.parts.contains(QLatin1StringView(needed)))
                book.problems += QLatin1StringView(needed);
        }
        for (auto part = book.parts.cbegin(); part != book.parts.cend(); ++part)
            book.readPart(part.key(), part.value());
        for (qsizetype i = 1; i <= book.sheetNames.size(); ++i)
            book.readSheet(book.parts.value(QStringLiteral("xl/worksheets/sheet%1.xml").arg(i)));
        return book;
    }

    QString value(const QString &position, qsizetype sheet = 0) const { return sheets[sheet][position].value; }

private:
    void readPart(const QString &path, const QByteArray &xml)
    {
        QXmlStreamReader reader(xml);
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && path == u"xl/workbook.xml" && reader.name() == u"sheet")
                sheetNames += reader.attributes().value(QStringLiteral("name")).toString();
        }
        if (reader.hasError())
            problems += QString(path + QStringLiteral(": ") + reader.errorString());
    }

    void readSheet(const QByteArray &xml)
    {
        QMap<QString, Cell> cells;
        QXmlStreamReader reader(xml);
        QString position;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement())
                continue;
            const auto attribute = [&](const char *name) {
                return reader.attributes().value(QLatin1StringView(name)).toString();
            };
            if (reader.name() == u"c") {
                position = attribute("r");
                cells[position] = {attribute("t"), attribute("s"), {}};
            } else if (reader.name() == u"v" || reader.name() == u"t") {
                cells[position].value = unescaped(reader.readElementText());
            }
        }
        sheets += cells;
    }

    static QString unescaped(QString text)
    {
        static const QRegularExpression escape(QStringLiteral("_x([0-9A-F]{4})_"));
        QString plain;
        qsizetype from = 0;
        for (auto match = escape.match(text); match.hasMatch(); match = escape.match(text, from)) {
            plain += text.mid(from, match.capturedStart() - from) + QChar(match.captured(1).toUShort(nullptr, 16));
            from = match.capturedEnd();
        }
        return plain + text.mid(from);
    }
};

} // namespace tabletalk::test
