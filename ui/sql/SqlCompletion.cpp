// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sql/SqlCompletion.h"

#include "core/sql/Quoting.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tabletalk::ui {

namespace {

struct Token
{
    enum class Kind { Word, Quoted, Text, Comment, Sign };
    Kind kind;
    int from;
    int length;
    QString name; ///< of words and quoted names, without the quotes
};

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

/// Where what begins at `at` with a quote ends; a doubled quote stands for one.
int endOfQuoted(const QString &sql, int at)
{
    const QChar close = sql[at] == u'[' ? u']' : sql[at];
    for (int i = at + 1; i < sql.size(); ++i) {
        if (sql[i] != close)
            continue;
        if (i + 1 < sql.size() && sql[i + 1] == close)
            ++i;
        else
            return i + 1;
    }
    return int(sql.size());
}

int endOfComment(const QString &sql, int at)
{
    const bool isLine = sql[at] == u'-';
    const qsizetype end = isLine ? sql.indexOf(u'\n', at) : sql.indexOf(QStringLiteral("*/"), at + 2);
    return end < 0 ? int(sql.size()) : int(end) + (isLine ? 0 : 2);
}

std::vector<Token> tokensOf(const QString &sql)
{
    std::vector<Token> tokens;
    const int size = int(sql.size());
    for (int at = 0; at < size;) {
        const QChar c = sql[at];
        const QChar next = at + 1 < size ? sql[at + 1] : QChar();
        int end = at + 1;
        if (c.isSpace()) {
            ++at;
            continue;
        }
        Token token{Token::Kind::Sign, at, 1, {}};
        if ((c == u'-' && next == u'-') || (c == u'/' && next == u'*')) {
            token.kind = Token::Kind::Comment;
            end = endOfComment(sql, at);
        } else if (c == u'\'') {
            token.kind = Token::Kind::Text;
            end = endOfQuoted(sql, at);
        } else if (c == u'"' || c == u'`' || c == u'[') {
            token.kind = Token::Kind::Quoted;
            end = endOfQuoted(sql, at);
            token.name = sql.mid(at + 1, std::max(0, end - at - 2));
        } else if (isWordPart(c)) {
            token.kind = Token::Kind::Word;
            while (end < size && isWordPart(sql[end]))
                ++end;
            token.name = sql.mid(at, end - at);
        }
        token.length = end - at;
        tokens.push_back(std::move(token));
        at = end;
    }
    return tokens;
}

QSet<QString> setOf(const QString &words)
{
    const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

const QStringList &keywords()
{
    static const QStringList words =
        QStringLiteral("SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET JOIN LEFT RIGHT FULL INNER OUTER CROSS ON "
                       "USING AS AND OR NOT IN IS NULL LIKE BETWEEN EXISTS DISTINCT UNION ALL INTERSECT EXCEPT CASE "
                       "WHEN THEN ELSE END ASC DESC WITH RECURSIVE OVER PARTITION VALUES FILTER NULLS FIRST LAST TRUE "
                       "FALSE INTERVAL ROWS RANGE PRECEDING FOLLOWING UNBOUNDED CURRENT ROW")
            .split(u' ');
    return words;
}

QStringList functionsOf(Dialect dialect)
{
    QString words = QStringLiteral("ABS AVG CAST CEIL COALESCE CONCAT COUNT DENSE_RANK EXP FIRST_VALUE FLOOR LAG "
                                   "LAST_VALUE LEAD LENGTH LN LOWER LTRIM MAX MIN MOD NTILE NULLIF POWER RANK REPLACE "
                                   "ROUND ROW_NUMBER RTRIM SIGN SQRT SUBSTR SUM TRIM UPPER");
    switch (dialect) {
    case Dialect::SQLite:
        words +=
            QStringLiteral(" DATE DATETIME GROUP_CONCAT IFNULL INSTR JSON_EXTRACT JULIANDAY PRINTF STRFTIME TOTAL");
        break;
    case Dialect::PostgreSQL:
        words += QStringLiteral(" AGE ARRAY_AGG DATE_PART DATE_TRUNC EXTRACT NOW PERCENTILE_CONT SPLIT_PART STDDEV "
                                "STRING_AGG TO_CHAR TO_DATE VARIANCE");
        break;
    case Dialect::MySQL:
        words += QStringLiteral(" CURDATE DATEDIFF DATE_ADD DATE_FORMAT DATE_SUB DAY GROUP_CONCAT IF IFNULL MONTH NOW "
                                "YEAR");
        break;
    case Dialect::SqlServer:
    case Dialect::Odbc:
        words += QStringLiteral(" DATEADD DATEDIFF DATEPART DAY FORMAT GETDATE ISNULL LEN MONTH STRING_AGG YEAR");
        break;
    }
    return words.split(u' ');
}

bool isAny(const Token &token, const QSet<QString> &words)
{
    return token.kind == Token::Kind::Word && words.contains(token.name.toUpper());
}

bool isSign(const std::vector<Token> &tokens, size_t at, QChar sign, const QString &sql)
{
    return at < tokens.size() && tokens[at].kind == Token::Kind::Sign && sql[tokens[at].from] == sign;
}

bool isName(const std::vector<Token> &tokens, size_t at)
{
    static const QSet<QString> never = setOf(keywords().join(u' '));
    return at < tokens.size()
           && (tokens[at].kind == Token::Kind::Quoted
               || (tokens[at].kind == Token::Kind::Word && !never.contains(tokens[at].name.toUpper())));
}

/// After which words tables stand, and which end that.
const QSet<QString> &tableWords()
{
    static const QSet<QString> words = setOf(QStringLiteral("FROM JOIN INTO UPDATE"));
    return words;
}

const QSet<QString> &clauseWords()
{
    static const QSet<QString> words = setOf(
        QStringLiteral("SELECT WHERE GROUP ORDER HAVING LIMIT OFFSET ON USING UNION INTERSECT EXCEPT SET VALUES BY"));
    return words;
}

/// Reads "schema.table AS alias" from a place on, and goes past it.
std::optional<SqlTableUse> readUse(const QString &sql, const std::vector<Token> &tokens, size_t &at)
{
    if (!isName(tokens, at))
        return {};
    SqlTableUse use{{}, tokens[at++].name, {}};
    while (isSign(tokens, at, u'.', sql) && isName(tokens, at + 1)) {
        use.schema = use.name;
        use.name = tokens[at + 1].name;
        at += 2;
    }
    static const QSet<QString> as{QStringLiteral("AS")};
    if (at < tokens.size() && isAny(tokens[at], as))
        ++at;
    if (isName(tokens, at))
        use.alias = tokens[at++].name;
    return use;
}

std::vector<Token> withoutComments(std::vector<Token> tokens)
{
    std::erase_if(tokens, [](const Token &token) { return token.kind == Token::Kind::Comment; });
    return tokens;
}

/// Gathers what begins with what was written, the better fits first.
class Gatherer
{
public:
    Gatherer(QString prefix, Dialect dialect)
        : m_prefix(std::move(prefix))
        , m_dialect(dialect)
    {}

    void name(SqlSuggestion::Kind kind, const QString &name, const QString &detail, const QString &before = {})
    {
        add({kind, name, QString(before + sql::printName(name, m_dialect)), detail});
    }
    /// As it is. Of fewer than two letters no keyword is guessed.
    void word(SqlSuggestion::Kind kind, const QString &word)
    {
        if (m_prefix.size() > 1)
            add({kind, word, kind == SqlSuggestion::Kind::Function ? QString(word + u'(') : word, {}});
    }

    std::vector<SqlSuggestion> take()
    {
        std::ranges::move(m_inside, std::back_inserter(m_found));
        if (m_found.size() > SqlCompletion::mostSuggestions)
            m_found.resize(SqlCompletion::mostSuggestions);
        return std::move(m_found);
    }

private:
    void add(SqlSuggestion suggestion)
    {
        const QString key = suggestion.text.toLower();
        if (m_seen.contains(key) || suggestion.text == m_prefix)
            return;
        const bool begins = suggestion.name.startsWith(m_prefix, Qt::CaseInsensitive);
        const bool inside =
            m_prefix.size() > 1 && suggestion.name.contains(QString(u'_' + m_prefix), Qt::CaseInsensitive);
        if (!begins && !inside)
            return;
        m_seen.insert(key);
        (begins ? m_found : m_inside).push_back(std::move(suggestion));
    }

    QString m_prefix;
    Dialect m_dialect;
    QSet<QString> m_seen;
    std::vector<SqlSuggestion> m_found;
    std::vector<SqlSuggestion> m_inside;
};

void addColumns(Gatherer &gatherer, const SqlTable &table)
{
    for (const SqlTable::Column &column : table.columns)
        gatherer.name(SqlSuggestion::Kind::Column, column.name, QString(table.name + u" · " + column.type));
}

void addTables(Gatherer &gatherer, const SqlNames &names, const QString &schema = {})
{
    for (const SqlTable &table : names.tables) {
        if (!schema.isEmpty() && table.schema.compare(schema, Qt::CaseInsensitive) != 0)
            continue;
        const bool written = schema.isEmpty() && !table.schema.isEmpty();
        gatherer.name(SqlSuggestion::Kind::Table, table.name, table.schema,
                      written ? QString(sql::printName(table.schema, names.dialect) + u'.') : QString());
    }
}

} // namespace

std::vector<SqlTableUse> tablesUsed(const QString &sql)
{
    const auto tokens = withoutComments(tokensOf(sql));
    std::vector<SqlTableUse> uses;
    bool inList = false;
    for (size_t at = 0; at < tokens.size();) {
        const bool begins = isAny(tokens[at], tableWords());
        if (isAny(tokens[at], clauseWords()))
            inList = false;
        const bool goesOn = inList && isSign(tokens, at, u',', sql);
        ++at;
        if (!begins && !goesOn)
            continue;
        inList = true;
        if (auto use = readUse(sql, tokens, at))
            uses.push_back(*std::move(use));
    }
    return uses;
}

SqlCompletion completeSql(const QString &sql, int cursor, const SqlNames &names, bool askedFor)
{
    SqlCompletion completion;
    int from = std::clamp(cursor, 0, int(sql.size()));
    while (from > 0 && isWordPart(sql[from - 1]))
        --from;
    completion.from = from;
    const QString prefix = sql.mid(from, cursor - from);
    auto before = tokensOf(sql.left(from));
    if (!before.empty()) {
        const Token &last = before.back();
        const bool reaches = last.from + last.length == from;
        const QChar end = sql[last.from + last.length - 1];
        const bool open = last.length < 2 || end != sql[last.from];
        if (reaches
            && ((last.kind == Token::Kind::Text && open)
                || (last.kind == Token::Kind::Comment && !sql.left(from).endsWith(u"*/"))))
            return completion;
    }
    before = withoutComments(std::move(before));
    if (!prefix.isEmpty() && prefix[0].isDigit())
        return completion;

    Gatherer gatherer(prefix, names.dialect);
    const auto uses = tablesUsed(sql);
    const bool afterDot = !before.empty() && isSign(before, before.size() - 1, u'.', sql);
    if (afterDot) {
        if (before.size() < 2)
            return completion;
        const QString owner = before[before.size() - 2].name;
        for (const SqlTableUse &use : uses) {
            const bool meant = use.alias.compare(owner, Qt::CaseInsensitive) == 0
                               || (use.alias.isEmpty() && use.name.compare(owner, Qt::CaseInsensitive) == 0);
            if (const SqlTable *table = meant ? names.table(use.schema, use.name) : nullptr)
                addColumns(gatherer, *table);
        }
        if (const SqlTable *table = names.table({}, owner))
            addColumns(gatherer, *table);
        addTables(gatherer, names, owner);
        completion.suggestions = gatherer.take();
        return completion;
    }
    if (prefix.isEmpty() && !askedFor)
        return completion;

    const auto clause = std::find_if(before.rbegin(), before.rend(), [](const Token &token) {
        return isAny(token, tableWords()) || isAny(token, clauseWords());
    });
    const bool wantsTable = clause != before.rend() && isAny(*clause, tableWords());
    if (wantsTable)
        addTables(gatherer, names);
    for (const SqlTableUse &use : uses) {
        if (wantsTable)
            break;
        if (const SqlTable *table = names.table(use.schema, use.name))
            addColumns(gatherer, *table);
        if (!use.alias.isEmpty())
            gatherer.name(SqlSuggestion::Kind::Alias, use.alias, use.name);
    }
    if (!wantsTable)
        addTables(gatherer, names);
    for (const QString &word : keywords())
        gatherer.word(SqlSuggestion::Kind::Keyword, word);
    const QStringList functions = wantsTable ? QStringList() : functionsOf(names.dialect);
    for (const QString &word : functions)
        gatherer.word(SqlSuggestion::Kind::Function, word);
    completion.suggestions = gatherer.take();
    return completion;
}

std::vector<SqlPlace> placesBlamed(const QString &sql, const QString &complaint)
{
    constexpr size_t mostPlaces = 5;
    static const QRegularExpression quoted(QStringLiteral(
        "\"([^\"]+)\"|'([^']+)'|“([^”]+)”|‘([^’]+)’|`([^`]+)`|(?:no such (?:column|table|function): )([\\w.]+)"));
    const auto tokens = withoutComments(tokensOf(sql));
    for (auto match = quoted.globalMatch(complaint); match.hasNext();) {
        const auto found = match.next();
        const QString word = found.captured(found.lastCapturedIndex()).section(u'.', -1);
        std::vector<SqlPlace> places;
        for (const Token &token : tokens) {
            const bool isWord = token.kind == Token::Kind::Word || token.kind == Token::Kind::Quoted;
            const bool meant =
                isWord ? token.name.compare(word, Qt::CaseInsensitive) == 0 : sql.mid(token.from, token.length) == word;
            if (meant && places.size() < mostPlaces)
                places.push_back({token.from, token.length});
        }
        if (!places.empty())
            return places;
    }
    return {};
}

} // namespace tabletalk::ui
