// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Statements.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr auto resourceRoot = ":/tabletalk/sql";

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Where the string, quoted name or comment that starts at `at` ends; `at` itself when
/// none starts there.
qsizetype endOfOpaque(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (c == u'\'' || c == u'"') {
        const qsizetype close = text.indexOf(c, at + 1);
        return close < 0 ? text.size() : close + 1;
    }
    const QStringView rest = QStringView(text).sliced(at);
    if (rest.startsWith(u"--")) {
        const qsizetype close = text.indexOf(u'\n', at);
        return close < 0 ? text.size() : close;
    }
    if (rest.startsWith(u"/*")) {
        const qsizetype close = text.indexOf(u"*/"_s, at + 2);
        return close < 0 ? text.size() : close + 2;
    }
    return at;
}

bool isComment(const QString &text, qsizetype at)
{
    return text[at] == u'-' || text[at] == u'/';
}

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

bool startsParameter(const QString &text, qsizetype at)
{
    return text[at] == u':' && at + 1 < text.size() && text[at + 1].isLetter() && (at == 0 || text[at - 1] != u':');
}

/// Notes a placeholder; what stands for it in the text.
QString placeholderFor(const QString &name, Placeholders style, std::vector<QString> &parameters)
{
    if (style == Placeholders::InOrder) {
        parameters.push_back(name);
        return u"?"_s;
    }
    const auto known = std::ranges::find(parameters, name);
    const auto number = known - parameters.begin() + 1;
    if (known == parameters.end())
        parameters.push_back(name);
    return u'$' + QString::number(number);
}

} // namespace

Statement Statements::parse(const QString &name, const QString &text, Placeholders style)
{
    Statement statement;
    statement.name = name;
    const QString mark = u"-- platform:"_s;
    if (text.startsWith(mark))
        statement.platformReason = text.left(text.indexOf(u'\n')).mid(mark.size()).trimmed();
    for (qsizetype at = 0; at < text.size();) {
        if (const qsizetype end = endOfOpaque(text, at); end > at) {
            if (!isComment(text, at))
                statement.sql += QStringView(text).sliced(at, end - at);
            at = end;
        } else if (startsParameter(text, at)) {
            qsizetype stop = at + 1;
            while (stop < text.size() && isNamePart(text[stop]))
                ++stop;
            const QString parameter = text.mid(at + 1, stop - at - 1);
            statement.usesTenant = statement.usesTenant || parameter == u"tenant"_s;
            statement.sql += placeholderFor(parameter, style, statement.parameters);
            at = stop;
        } else {
            statement.sql += text[at++];
        }
    }
    statement.sql = statement.sql.trimmed();
    if (statement.sql.endsWith(u';'))
        statement.sql.chop(1);
    return statement;
}

Statements Statements::load(const QString &root, const QString &dialect)
{
    Statements statements;
    const Placeholders style = dialect == u"postgres"_s ? Placeholders::Numbered : Placeholders::InOrder;
    for (const QString &folder : {u"common"_s, dialect}) {
        const QDir base(root + u'/' + folder);
        QDirIterator files(base.path(), {u"*.sql"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString name = base.relativeFilePath(path).chopped(4);
            if (!name.startsWith(u"migrations/"_s))
                statements.m_statements.insert(name, parse(name, readFile(path), style));
        }
    }
    return statements;
}

Statements Statements::builtIn(const QString &dialect)
{
    return load(QString::fromLatin1(resourceRoot), dialect);
}

const Statement *Statements::find(const QString &name) const
{
    const auto found = m_statements.constFind(name);
    return found == m_statements.constEnd() ? nullptr : &*found;
}

QString replaceWords(const QString &sql, const std::vector<std::pair<QString, QString>> &replacements)
{
    QString result;
    for (qsizetype at = 0; at < sql.size();) {
        qsizetype end = endOfOpaque(sql, at);
        if (end > at) {
            result += QStringView(sql).sliced(at, end - at);
        } else if (isNamePart(sql[at])) {
            while (end < sql.size() && isNamePart(sql[end]))
                ++end;
            const QString word = sql.mid(at, end - at);
            const auto found = std::ranges::find(replacements, word, &std::pair<QString, QString>::first);
            result += found == replacements.end() ? word : found->second;
        } else {
            result += sql[at];
            end = at + 1;
        }
        at = end;
    }
    return result;
}

QString numberPlaceholders(const QString &sql)
{
    QString result;
    int number = 0;
    for (qsizetype at = 0; at < sql.size();) {
        const qsizetype end = std::max(endOfOpaque(sql, at), at + 1);
        if (sql[at] == u'?')
            result += u'$' + QString::number(++number);
        else
            result += QStringView(sql).sliced(at, end - at);
        at = end;
    }
    return result;
}

std::vector<QString> splitScript(const QString &script)
{
    std::vector<QString> parts;
    QString current;
    const auto finish = [&] {
        if (const QString trimmed = current.trimmed(); !trimmed.isEmpty())
            parts.push_back(trimmed);
        current.clear();
    };
    for (qsizetype at = 0; at < script.size();) {
        if (const qsizetype end = endOfOpaque(script, at); end > at) {
            if (!isComment(script, at))
                current += QStringView(script).sliced(at, end - at);
            at = end;
        } else if (script[at] == u';') {
            finish();
            ++at;
        } else {
            current += script[at++];
        }
    }
    finish();
    return parts;
}

} // namespace tabletalk
