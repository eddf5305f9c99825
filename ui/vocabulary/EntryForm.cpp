// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vocabulary/EntryForm.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/MetricForm.h"
#include "ui/vocabulary/PlaceCompleter.h"
#include "ui/vocabulary/PlaceForms.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int mostCharacters = 2000;

} // namespace

EntryForm::EntryForm(Session &session, ConnectionId connection, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_connection(connection)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(space::large);
    m_form->setVerticalSpacing(space::medium);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

QLineEdit *EntryForm::addLine(const QString &objectName, const QString &label, const QString &placeholder,
                              Completes completes)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(objectName);
    line->setAccessibleName(QString(label).remove(u'&'));
    line->setPlaceholderText(placeholder);
    line->setMinimumWidth(fieldWidth);
    line->setMaxLength(mostCharacters);
    m_form->addRow(label, line);
    if (completes != Completes::Nothing)
        new PlaceCompleter(
            m_session, m_connection,
            completes == Completes::Tables ? PlaceCompleter::Offers::Tables : PlaceCompleter::Offers::Anything, line);
    connect(line, &QLineEdit::textChanged, this, &EntryForm::edited);
    return line;
}

void EntryForm::addHint(const QString &text)
{
    auto *hint = makeLabel(text, TextStyle::Caption, true, this);
    hint->setWordWrap(true);
    m_form->addRow(QString(), hint);
}

EntryForm *makeEntryForm(VocabularySection section, Session &session, ConnectionId connection, QWidget *parent)
{
    switch (section) {
    case VocabularySection::Words:
        return new WordForm(session, connection, parent);
    case VocabularySection::Metrics:
        return new MetricForm(session, connection, parent);
    case VocabularySection::Hidden:
        return new HiddenForm(session, connection, parent);
    case VocabularySection::Joins:
        return new JoinForm(session, connection, parent);
    case VocabularySection::Descriptions:
        break;
    }
    return new DescriptionForm(session, connection, parent);
}

} // namespace tabletalk::ui
