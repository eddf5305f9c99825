// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/understanding/Labels.h"

#include <QFile>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

constexpr ColumnRole roles[] = {ColumnRole::Unknown, ColumnRole::Identifier, ColumnRole::Name,       ColumnRole::Code,
                                ColumnRole::Measure, ColumnRole::Money,      ColumnRole::Percentage, ColumnRole::Date,
                                ColumnRole::Flag,    ColumnRole::Category,   ColumnRole::Place,      ColumnRole::Text};

std::vector<QStringList> linesOf(const QString &name)
{
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/tests/understanding/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<QStringList> lines;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(u'#'))
            lines.push_back(line.split(u'\t'));
    }
    return lines;
}

ColumnRole roleOfWord(const QString &word)
{
    for (const ColumnRole role : roles) {
        if (roleWord(role) == word)
            return role;
    }
    return ColumnRole::Unknown;
}

} // namespace

QString roleWord(ColumnRole role)
{
    static const QStringList words = {u"unknown"_s, u"identifier"_s, u"name"_s,       u"code"_s,
                                      u"measure"_s, u"money"_s,      u"percentage"_s, u"date"_s,
                                      u"flag"_s,    u"category"_s,   u"place"_s,      u"text"_s};
    return words.value(int(role));
}

QHash<QString, std::vector<ColumnLabel>> columnLabels()
{
    QHash<QString, std::vector<ColumnLabel>> labels;
    for (const QStringList &line : linesOf(u"columns.tsv"_s)) {
        if (line.size() == 4)
            labels[line[0]].push_back({line[1], line[2], roleOfWord(line[3])});
    }
    return labels;
}

QHash<QString, QString> kindLabels()
{
    QHash<QString, QString> labels;
    for (const QStringList &line : linesOf(u"kinds.tsv"_s)) {
        if (line.size() == 2)
            labels[line[0]] = line[1];
    }
    return labels;
}

} // namespace tabletalk::test
