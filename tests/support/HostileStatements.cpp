// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HostileStatements.h"

#include <QFile>
#include <QRegularExpression>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

std::vector<QStringList> rowsOf(const QString &name, qsizetype fields)
{
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/hostile/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<QStringList> rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].isEmpty() || lines[i].startsWith(u'#'))
            continue;
        QStringList row = lines[i].split(u'\t');
        if (row.size() != fields)
            return {};
        row += QString::number(i + 1);
        rows.push_back(row);
    }
    return rows;
}

/// "<3*a#>" is a1a2a3, and "#-" is the number before.
QString repeated(QString sql)
{
    static const QRegularExpression marker(u"<(\\d+)\\*([^>]*)>"_s);
    for (auto match = marker.match(sql); match.hasMatch(); match = marker.match(sql)) {
        QString text;
        for (int i = 1; i <= match.captured(1).toInt(); ++i)
            text += match.captured(2).replace(u"#-"_s, QString::number(i - 1)).replace(u"#"_s, QString::number(i));
        sql.replace(match.capturedStart(), match.capturedLength(), text);
    }
    return sql;
}

QString withMarkers(const QString &row, const QHash<QString, QString> &markers)
{
    static const QHash<QString, QString> characters = {
        {u"<LF>"_s, u"\n"_s},         {u"<CR>"_s, u"\r"_s},          {u"<TAB>"_s, u"\t"_s},
        {u"<NBSP>"_s, QChar(0xa0)},   {u"<ZWSP>"_s, QChar(0x200b)},  {u"<LS>"_s, QChar(0x2028)},
        {u"<FEFF>"_s, QChar(0xfeff)}, {u"<U3000>"_s, QChar(0x3000)},
    };
    QString sql = repeated(row);
    for (const auto *list : {&characters, &markers}) {
        for (auto marker = list->begin(); marker != list->end(); ++marker)
            sql.replace(marker.key(), marker.value());
    }
    return sql;
}

} // namespace

std::vector<HostileStatement> hostileStatements(const QHash<QString, QString> &markers)
{
    std::vector<HostileStatement> statements;
    for (const QStringList &row : rowsOf(u"statements.tsv"_s, 4))
        statements.push_back({row[0], row[1], row[2], withMarkers(row[3], markers), row[4].toInt()});
    return statements;
}

std::vector<HostileStatement> harmlessStatements()
{
    std::vector<HostileStatement> statements;
    for (const QStringList &row : rowsOf(u"harmless.tsv"_s, 2))
        statements.push_back({row[0], {}, {}, row[1], row[2].toInt()});
    return statements;
}

} // namespace tabletalk::test
