// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/PlaceForms.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace tabletalk::ui {

namespace {

constexpr int textHeight = 96;

QString notAPlace()
{
    return EntryForm::tr("Name a table, or a column as table.column.");
}

template <class Entry>
void put(std::vector<Entry> &list, size_t row, Entry entry)
{
    if (row < list.size())
        list[row] = std::move(entry);
    else
        list.push_back(std::move(entry));
}

QString sideText(const JoinSide &side)
{
    if (side.columns.empty())
        return placeText({side.schema, side.table, {}});
    QStringList columns;
    for (const QString &column : side.columns)
        columns << placeText({side.schema, side.table, column});
    return columns.join(QStringLiteral(", "));
}

/// "orders.customer_id", or several columns of one table with commas between.
std::optional<JoinSide> sideFromText(const QString &text)
{
    std::optional<JoinSide> side;
    for (const QString &part : text.split(u',')) {
        const auto place = placeFromText(part);
        if (!place)
            return {};
        if (!side)
            side = JoinSide{place->schema, place->table, {}};
        if (side->table != place->table || side->schema != place->schema)
            return {};
        if (place->column)
            side->columns.push_back(*place->column);
    }
    return side;
}

} // namespace

// --- words

WordForm::WordForm(Session &session, ConnectionId connection, QWidget *parent)
    : EntryForm(session, connection, parent)
{
    m_phrase = addLine(QStringLiteral("wordPhrase"), tr("&Word or phrase"), tr("client"), Completes::Nothing);
    m_place = addLine(QStringLiteral("wordPlace"), tr("&Means"), tr("customers"), Completes::Places);
    m_value = addLine(QStringLiteral("wordValue"), tr("&Value"), tr("only if it stands for one value of the column"),
                      Completes::Nothing);
    addHint(tr("A table, or a column as table.column. With a value, the word picks the rows that have it."));
    setFocusProxy(m_phrase);
}

QString WordForm::title() const
{
    return tr("Word");
}

void WordForm::load(const Vocabulary &vocabulary, size_t row)
{
    const Synonym &entry = vocabulary.synonyms[row];
    m_phrase->setText(entry.phrase);
    m_place->setText(placeText(entry.means));
    m_value->setText(entry.value.value_or(QString()));
}

QString WordForm::store(Vocabulary &vocabulary, size_t row) const
{
    if (m_phrase->text().simplified().isEmpty())
        return tr("Type the word.");
    const auto place = placeFromText(m_place->text());
    if (!place)
        return notAPlace();
    const std::optional<QString> value = m_value->text().isEmpty() ? std::nullopt : std::optional(m_value->text());
    put(vocabulary.synonyms, row, Synonym{m_phrase->text().simplified(), *place, value});
    return {};
}

// --- hidden

HiddenForm::HiddenForm(Session &session, ConnectionId connection, QWidget *parent)
    : EntryForm(session, connection, parent)
{
    m_place = addLine(QStringLiteral("hiddenPlace"), tr("&Table or column"), tr("salaries, or customers.tax_number"),
                      Completes::Places);
    addHint(tr("Questions will not find it, and answers will not show it. Whoever may write SQL can still name it."));
    setFocusProxy(m_place);
}

QString HiddenForm::title() const
{
    return tr("Hide");
}

void HiddenForm::load(const Vocabulary &vocabulary, size_t row)
{
    m_place->setText(placeText(vocabulary.hidden[row]));
}

QString HiddenForm::store(Vocabulary &vocabulary, size_t row) const
{
    const auto place = placeFromText(m_place->text());
    if (!place)
        return notAPlace();
    put(vocabulary.hidden, row, *place);
    return {};
}

// --- joins

JoinForm::JoinForm(Session &session, ConnectionId connection, QWidget *parent)
    : EntryForm(session, connection, parent)
{
    m_rule = new QComboBox(this);
    m_rule->setObjectName(QStringLiteral("joinRule"));
    m_rule->setAccessibleName(tr("Rule"));
    m_rule->addItem(tr("Prefer this join"));
    m_rule->addItem(tr("Avoid this join"));
    form()->addRow(tr("&Rule"), m_rule);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &EntryForm::edited);
    m_from = addLine(QStringLiteral("joinFrom"), tr("&From"), tr("orders.customer_id"), Completes::Places);
    m_to = addLine(QStringLiteral("joinTo"), tr("&To"), tr("customers.id"), Completes::Places);
    addHint(tr("Several columns are separated by commas. To avoid every join of two tables, name only the tables."));
    setFocusProxy(m_from);
}

QString JoinForm::title() const
{
    return tr("Join");
}

void JoinForm::load(const Vocabulary &vocabulary, size_t row)
{
    const JoinPreference &entry = vocabulary.joins[row];
    m_rule->setCurrentIndex(entry.avoid ? 1 : 0);
    m_from->setText(sideText(entry.from));
    m_to->setText(sideText(entry.to));
}

QString JoinForm::store(Vocabulary &vocabulary, size_t row) const
{
    const auto from = sideFromText(m_from->text());
    const auto to = sideFromText(m_to->text());
    if (!from || !to)
        return tr("Name a column on both ends, as table.column.");
    put(vocabulary.joins, row, JoinPreference{*from, *to, m_rule->currentIndex() == 1});
    return {};
}

// --- descriptions

DescriptionForm::DescriptionForm(Session &session, ConnectionId connection, QWidget *parent)
    : EntryForm(session, connection, parent)
{
    m_place = addLine(QStringLiteral("descriptionPlace"), tr("&Table or column"), tr("customers, or customers.segment"),
                      Completes::Places);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("descriptionText"));
    m_text->setAccessibleName(tr("Description"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(textHeight);
    m_text->setPlaceholderText(tr("What it holds, in the words that people use"));
    form()->addRow(tr("&Description"), m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &EntryForm::edited);
    setFocusProxy(m_place);
}

QString DescriptionForm::title() const
{
    return tr("Description");
}

void DescriptionForm::load(const Vocabulary &vocabulary, size_t row)
{
    m_place->setText(placeText(vocabulary.descriptions[row].place));
    m_text->setPlainText(vocabulary.descriptions[row].text);
}

QString DescriptionForm::store(Vocabulary &vocabulary, size_t row) const
{
    const auto place = placeFromText(m_place->text());
    if (!place)
        return notAPlace();
    const QString text = m_text->toPlainText().trimmed();
    if (text.isEmpty())
        return tr("Write what it holds.");
    put(vocabulary.descriptions, row, PlaceDescription{*place, text});
    return {};
}

} // namespace tabletalk::ui
