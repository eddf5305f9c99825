// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/SqlHighlighter.h"

#include "ui/theme/Theme.h"

#include <QSet>

#include <utility>
#include <vector>

namespace tabletalk::ui {

namespace {

const QSet<QString> &keywords()
{
    static const QSet<QString> words = [] {
        const QString all = QStringLiteral(
            "SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET JOIN LEFT RIGHT FULL INNER OUTER CROSS ON AS AND OR "
            "NOT IN IS NULL LIKE ILIKE BETWEEN EXISTS DISTINCT UNION ALL INTERSECT EXCEPT CASE WHEN THEN ELSE END ASC "
            "DESC WITH RECURSIVE OVER PARTITION CAST USING VALUES FILTER NULLS FIRST LAST TRUE FALSE INTERVAL DATE "
            "COUNT SUM AVG MIN MAX ROUND COALESCE LOWER UPPER STRFTIME EXTRACT DATE_TRUNC");
        const QStringList list = all.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

enum class Token { Word, Number, Text, Name, Comment, Other };

struct Piece
{
    Token token;
    qsizetype from;
    qsizetype length;
};

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

qsizetype endOfQuoted(const QString &text, qsizetype at)
{
    const QChar quote = text[at];
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] != quote)
            continue;
        if (i + 1 < text.size() && text[i + 1] == quote)
            ++i; // a doubled quote stands for one
        else
            return i + 1;
    }
    return text.size();
}

std::vector<Piece> pieces(const QString &text)
{
    std::vector<Piece> found;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        qsizetype end = at + 1;
        Token token = Token::Other;
        if (c == u'\'' || c == u'"' || c == u'`') {
            end = endOfQuoted(text, at);
            token = c == u'\'' ? Token::Text : Token::Name;
        } else if (c == u'-' && at + 1 < text.size() && text[at + 1] == u'-') {
            const qsizetype lineEnd = text.indexOf(u'\n', at);
            end = lineEnd < 0 ? text.size() : lineEnd;
            token = Token::Comment;
        } else if (c.isDigit()) {
            while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
                ++end;
            token = Token::Number;
        } else if (isWordPart(c)) {
            while (end < text.size() && isWordPart(text[end]))
                ++end;
            token = Token::Word;
        }
        found.push_back({token, at, end - at});
        at = end;
    }
    return found;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{}

void SqlHighlighter::highlightBlock(const QString &text)
{
    const Colors &c = currentColors();
    QTextCharFormat keyword;
    keyword.setForeground(c.sqlKeyword);
    keyword.setFontWeight(QFont::DemiBold);
    for (const Piece &piece : pieces(text)) {
        switch (piece.token) {
        case Token::Word:
            if (keywords().contains(text.mid(piece.from, piece.length).toUpper()))
                setFormat(int(piece.from), int(piece.length), keyword);
            break;
        case Token::Number:
            setFormat(int(piece.from), int(piece.length), c.sqlNumber);
            break;
        case Token::Text:
            setFormat(int(piece.from), int(piece.length), c.sqlText);
            break;
        case Token::Comment:
            setFormat(int(piece.from), int(piece.length), c.mutedText);
            break;
        case Token::Name:
        case Token::Other:
            break;
        }
    }
}

QString readableSql(const QString &sql)
{
    if (sql.contains(u'\n'))
        return sql; // somebody has laid it out already
    static const QSet<QString> starters = {
        QStringLiteral("FROM"),  QStringLiteral("WHERE"),  QStringLiteral("GROUP"),
        QStringLiteral("ORDER"), QStringLiteral("HAVING"), QStringLiteral("LIMIT"),
        QStringLiteral("UNION"), QStringLiteral("EXCEPT"), QStringLiteral("INTERSECT")};
    static const QSet<QString> joinWords = {QStringLiteral("LEFT"),  QStringLiteral("RIGHT"), QStringLiteral("INNER"),
                                            QStringLiteral("CROSS"), QStringLiteral("FULL"),  QStringLiteral("OUTER")};
    QString out;
    QString previousWord;
    int depth = 0;
    for (const Piece &piece : pieces(sql)) {
        const QString part = sql.mid(piece.from, piece.length);
        const QString word = piece.token == Token::Word ? part.toUpper() : QString();
        if (part == u"(")
            ++depth;
        else if (part == u")")
            --depth;
        const bool join = (word == u"JOIN" && !joinWords.contains(previousWord))
                          || (joinWords.contains(word) && !joinWords.contains(previousWord) && word != u"FULL");
        if (depth == 0 && !out.isEmpty() && (starters.contains(word) || join)) {
            while (out.endsWith(u' '))
                out.chop(1);
            out += u'\n';
        }
        out += part;
        if (!word.isEmpty())
            previousWord = word;
    }
    return out;
}

} // namespace tabletalk::ui
