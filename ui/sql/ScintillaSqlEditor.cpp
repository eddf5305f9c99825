// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef TABLETALK_QSCINTILLA

#include "ui/sql/ScintillaSqlEditor.h"

#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFontDatabase>
#include <QScopedValueRollback>

// Its headers are written with the keywords that are off here.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexersql.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

#include <array>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int blamed = 8; ///< the number of the underline; those below are the lexer's
constexpr int numberMargin = 0;
constexpr int stylesOfSql = 25;

} // namespace

/// Leaves the Tab key to those who go from control to control by it.
class ScintillaSqlEditor::Field : public QsciScintilla
{
public:
    using QsciScintilla::QsciScintilla;

protected:
    bool focusNextPrevChild(bool next) override { return QAbstractScrollArea::focusNextPrevChild(next); } // NOLINT
};

ScintillaSqlEditor::ScintillaSqlEditor(QWidget *parent)
    : SqlEditor(parent)
    , m_field(new Field(this))
{
    m_field->setObjectName(QStringLiteral("sqlInput"));
    m_field->setAccessibleName(SqlEditor::tr("SQL statement"));
    m_field->setFrameShape(QFrame::StyledPanel);
    m_field->setUtf8(true);
    m_field->setEolMode(QsciScintilla::EolUnix);
    m_field->setWrapMode(QsciScintilla::WrapWord);
    m_field->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_field->setAutoIndent(true);
    m_field->setIndentationsUseTabs(false);
    m_field->setTabWidth(2);
    m_field->setMarginType(numberMargin, QsciScintilla::NumberMargin);
    m_field->setMarginWidth(1, 0);
    m_field->SendScintilla(QsciScintilla::SCI_SETMULTIPLESELECTION, 1);
    m_field->SendScintilla(QsciScintilla::SCI_SETADDITIONALSELECTIONTYPING, 1);
    m_field->SendScintilla(QsciScintilla::SCI_SETHSCROLLBAR, 0);
    m_field->setLexer(new QsciLexerSQL(m_field));
    m_field->indicatorDefine(QsciScintilla::SquiggleIndicator, blamed);
    dress();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    watch(m_field);
    connect(m_field, &QsciScintilla::textChanged, this, [this] {
        if (m_setting)
            return;
        m_field->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, blamed);
        m_field->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL, long(m_field->length()));
        // The cursor moves after the text has changed.
        QMetaObject::invokeMethod(this, [this] { onTyped(); }, Qt::QueuedConnection);
    });
}

/// Puts on the colours of the theme; again when it changes.
void ScintillaSqlEditor::dress()
{
    const Colors &c = currentColors();
    const QString frame = QStringLiteral("QsciScintilla { border: 1px solid %1; border-radius: 6px; background: %2; } "
                                         "QsciScintilla:focus { border: 2px solid %3; }")
                              .arg(c.controlLine.name(), c.surface.name(), c.focus.name());
    if (m_field->styleSheet() != frame)
        m_field->setStyleSheet(frame);
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF(fontOf(TextStyle::Body).pointSizeF());
    QFont bold = mono;
    bold.setWeight(QFont::DemiBold);
    QsciLexer *lexer = m_field->lexer();
    lexer->setDefaultFont(mono);
    lexer->setDefaultColor(c.text);
    lexer->setDefaultPaper(c.surface);
    for (int style = 0; style < stylesOfSql; ++style) {
        lexer->setFont(mono, style);
        lexer->setColor(c.text, style);
        lexer->setPaper(c.surface, style);
    }
    using Sql = QsciLexerSQL;
    const std::array<std::pair<int, QColor>, 9> colours{{{Sql::Comment, c.mutedText},
                                                         {Sql::CommentLine, c.mutedText},
                                                         {Sql::CommentDoc, c.mutedText},
                                                         {Sql::CommentLineHash, c.mutedText},
                                                         {Sql::Number, c.sqlNumber},
                                                         {Sql::Keyword, c.sqlKeyword},
                                                         {Sql::KeywordSet5, c.sqlKeyword},
                                                         {Sql::KeywordSet6, c.sqlKeyword},
                                                         {Sql::SingleQuotedString, c.sqlText}}};
    for (const auto &[style, colour] : colours)
        lexer->setColor(colour, style);
    lexer->setFont(bold, Sql::Keyword);
    m_field->setFont(mono);
    m_field->setColor(c.text);
    m_field->setPaper(c.surface);
    m_field->setCaretForegroundColor(c.text);
    m_field->setSelectionBackgroundColor(c.accentSoft);
    m_field->setSelectionForegroundColor(c.onAccentSoft);
    m_field->setMarginsFont(mono);
    m_field->setMarginsBackgroundColor(c.raised);
    m_field->setMarginsForegroundColor(c.mutedText);
    m_field->setMarginWidth(numberMargin, QStringLiteral("000"));
    m_field->setMatchedBraceBackgroundColor(c.accentSoft);
    m_field->setMatchedBraceForegroundColor(c.onAccentSoft);
    m_field->setUnmatchedBraceForegroundColor(c.danger);
    m_field->setUnmatchedBraceBackgroundColor(c.surface);
    m_field->setIndicatorForegroundColor(c.danger, blamed);
}

QString ScintillaSqlEditor::text() const
{
    return m_field->text();
}

void ScintillaSqlEditor::setText(const QString &text)
{
    const QScopedValueRollback setting(m_setting, true);
    m_field->setText(text);
    m_field->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    Q_EMIT changed();
}

/// Scintilla counts bytes of UTF-8.
int ScintillaSqlEditor::bytesBefore(int position) const
{
    return int(text().left(position).toUtf8().size());
}

void ScintillaSqlEditor::mark(const std::vector<SqlPlace> &places)
{
    m_field->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, blamed);
    m_field->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL, long(m_field->length()));
    for (const SqlPlace &place : places) {
        const int from = bytesBefore(place.from);
        m_field->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(from),
                               long(bytesBefore(place.from + place.length) - from));
    }
    if (!places.empty())
        m_field->SendScintilla(QsciScintilla::SCI_GOTOPOS,
                               static_cast<unsigned long>(bytesBefore(places.front().from + places.front().length)));
}

QWidget *ScintillaSqlEditor::input() const
{
    return m_field;
}

int ScintillaSqlEditor::cursor() const
{
    const long bytes = m_field->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    return int(QString::fromUtf8(text().toUtf8().left(bytes)).size());
}

void ScintillaSqlEditor::replace(int from, int to, const QString &text)
{
    m_field->SendScintilla(QsciScintilla::SCI_SETSEL, static_cast<unsigned long>(bytesBefore(from)),
                           long(bytesBefore(to)));
    m_field->replaceSelectedText(text);
}

QRect ScintillaSqlEditor::cursorRect() const
{
    const auto at = static_cast<unsigned long>(m_field->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS));
    const long x = m_field->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, long(at));
    const long y = m_field->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, long(at));
    const long height = m_field->SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL);
    return {m_field->viewport()->pos() + QPoint(int(x), int(y)), QSize(1, int(height))};
}

void ScintillaSqlEditor::changeEvent(QEvent *event)
{
    SqlEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace tabletalk::ui

#endif
