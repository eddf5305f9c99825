// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/PlaceCompleter.h"

#include "core/api/Databases.h"
#include "core/schema/Vocabulary.h"
#include "ui/session/Session.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace tabletalk::ui {

namespace {

constexpr std::chrono::milliseconds typingPause{150};
constexpr int tablesAsked = 20;
constexpr qsizetype namesOffered = 30;

bool belongsToName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'"';
}

/// What to offer of the tables that the server found.
QStringList namesOf(const api::DatabaseSchema &schema, const QString &typed, bool withColumns)
{
    QStringList names;
    const auto add = [&](const QString &name) {
        if (names.size() < namesOffered && name.contains(typed, Qt::CaseInsensitive) && !names.contains(name))
            names << name;
    };
    for (const api::TableInfo &table : schema.tables) {
        const std::optional<QString> schemaName = table.schema.isEmpty() || table.schema == QLatin1String("public")
                                                      ? std::nullopt
                                                      : std::optional(table.schema);
        add(placeText({schemaName, table.name, {}}));
        if (!withColumns)
            continue;
        for (const api::ColumnInfo &column : table.columns)
            add(placeText({schemaName, table.name, column.name}));
    }
    return names;
}

} // namespace

PlaceCompleter::PlaceCompleter(Session &session, ConnectionId connection, Offers offers, QLineEdit *line)
    : QObject(line)
    , m_session(session)
    , m_connection(connection)
    , m_offers(offers)
    , m_line(line)
    , m_completer(new QCompleter(this))
{
    m_completer->setModel(&m_suggestions);
    m_completer->setWidget(line);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->popup()->setObjectName(QStringLiteral("placeSuggestions"));
    m_completer->popup()->setAccessibleName(tr("Names that fit"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingPause);
    connect(&m_delay, &QTimer::timeout, this, &PlaceCompleter::ask);
    connect(line, &QLineEdit::textEdited, this, [this] { m_delay.start(); });
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &PlaceCompleter::insert);
}

PlaceCompleter::Piece PlaceCompleter::pieceAtCursor() const
{
    const QString text = m_line->text();
    Piece piece;
    piece.begin = piece.end = m_line->cursorPosition();
    while (piece.begin > 0 && belongsToName(text[piece.begin - 1]))
        --piece.begin;
    while (piece.end < text.size() && belongsToName(text[piece.end]))
        ++piece.end;
    piece.text = text.mid(piece.begin, piece.end - piece.begin);
    return piece;
}

void PlaceCompleter::ask()
{
    const QString typed = pieceAtCursor().text;
    if (typed.isEmpty())
        return;
    api::SchemaRequest request;
    request.id = m_connection;
    request.search = typed.section(u'.', 0, 0).remove(u'"');
    request.limit = tablesAsked;
    request.columns = m_offers == Offers::Anything;
    const int question = ++m_asked;
    m_session.call<api::DatabaseSchema>("databases.schema", request, this,
                                        [this, question, typed](const Result<api::DatabaseSchema> &answer) {
                                            if (answer && question == m_asked)
                                                offer(typed, namesOf(*answer, typed, m_offers == Offers::Anything));
                                        });
}

void PlaceCompleter::offer(const QString &typed, const QStringList &names)
{
    m_suggestions.setStringList(names);
    const bool complete = names.isEmpty() || (names.size() == 1 && names.front() == typed);
    if (complete || !m_line->hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(typed);
    m_completer->complete();
}

void PlaceCompleter::insert(const QString &name)
{
    const Piece piece = pieceAtCursor();
    QString text = m_line->text();
    text.replace(piece.begin, piece.end - piece.begin, name);
    m_line->setText(text);
    m_line->setCursorPosition(int(piece.begin + name.size()));
    Q_EMIT m_line->textEdited(text);
    m_delay.stop();
}

} // namespace tabletalk::ui
