// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/StepCard.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int linesOfText = 3;

void choose(QComboBox *box, const QString &value)
{
    box->setCurrentIndex(box->findData(value));
}

std::optional<QString> filled(const QLineEdit *field)
{
    const QString text = field->text().trimmed();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<QString> chosen(const QComboBox *box)
{
    const QString value = box->currentData().toString();
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

/// Keeps what is chosen where it is still there.
void offer(QComboBox *box, const StepChoices::List &list, const QString &wanted, const QString &none)
{
    const QSignalBlocker quiet(box);
    box->clear();
    if (!none.isNull())
        box->addItem(none, QString());
    for (const auto &[id, name] : list)
        box->addItem(name, id);
    choose(box, wanted);
}

} // namespace

StepCard::StepCard(const api::WorkflowStep &step, const StepChoices &choices, QWidget *parent)
    : QFrame(parent)
    , m_kind(step.kind)
{
    setObjectName(u"stepCard"_s);
    setProperty("card", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::medium, space::large, space::medium);
    column->setSpacing(space::small);
    column->addLayout(buildHead());
    column->addWidget(makeLabel(stepKindHint(m_kind), TextStyle::Caption, true, this));
    auto *inside = new QWidget(this);
    m_form = makeForm(inside);
    buildForm(step);
    column->addWidget(inside);
    setChoices(choices);
    for (const auto &[keys, wanted] :
         {std::pair(u"Alt+Up"_s, &StepCard::upWanted), std::pair(u"Alt+Down"_s, &StepCard::downWanted)}) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, wanted);
    }
    refresh();
}

QBoxLayout *StepCard::buildHead()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_number = makeLabel({}, TextStyle::Heading, false, this);
    row->addWidget(m_number);
    row->addStretch();
    auto *trial = makeButton(u"tryStep"_s, tr("Try"), ButtonKind::Quiet, this, u"play"_s);
    trial->setToolTip(tr("Do this step once, now; a delivery only shows what it would send"));
    m_up = makeButton(u"stepUp"_s, tr("Up"), ButtonKind::Quiet, this);
    m_up->setToolTip(tr("Move up (Alt+Up)"));
    m_down = makeButton(u"stepDown"_s, tr("Down"), ButtonKind::Quiet, this);
    m_down->setToolTip(tr("Move down (Alt+Down)"));
    auto *remove = makeButton(u"removeStep"_s, tr("Remove"), ButtonKind::Quiet, this, u"trash"_s);
    for (QPushButton *button : {trial, m_up, m_down, remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(trial, &QPushButton::clicked, this, &StepCard::trialWanted);
    connect(m_up, &QPushButton::clicked, this, &StepCard::upWanted);
    connect(m_down, &QPushButton::clicked, this, &StepCard::downWanted);
    connect(remove, &QPushButton::clicked, this, &StepCard::removalWanted);
    return row;
}

/// The field with a line below it for what is wrong.
void StepCard::addField(const QString &label, QWidget *field, const QString &member)
{
    auto *both = new QWidget(m_form->parentWidget());
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(field);
    auto *mistake = makeLabel({}, TextStyle::Caption, false, both);
    mistake->setObjectName(u"mistake_"_s + member);
    mistake->setTextFormat(Qt::PlainText);
    mistake->setWordWrap(true);
    setStyleClass(mistake, "danger");
    mistake->hide();
    column->addWidget(mistake);
    m_mistakes[member] = mistake;
    addRow(m_form, label, field, both);
}

QComboBox *StepCard::addChoice(const QString &name, const QString &label, const QString &member)
{
    auto *box = new QComboBox(m_form->parentWidget());
    box->setObjectName(name);
    QString spoken = label;
    box->setAccessibleName(spoken.remove(u'&'));
    addField(label, box, member);
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    return box;
}

QLineEdit *StepCard::addLine(const QString &name, const QString &label, const QString &member, const QString &text)
{
    QString spoken = label;
    auto *field = makeField(name, spoken.remove(u'&'), m_form->parentWidget());
    field->setText(text);
    addField(label, field, member);
    connect(field, &QLineEdit::textChanged, this, &StepCard::changed);
    return field;
}

QPlainTextEdit *StepCard::addText(const QString &name, const QString &label, const QString &member, const QString &text)
{
    auto *field = new QPlainTextEdit(m_form->parentWidget());
    field->setObjectName(name);
    QString spoken = label;
    field->setAccessibleName(spoken.remove(u'&'));
    field->setTabChangesFocus(true);
    field->setPlainText(text);
    field->setFixedHeight(field->fontMetrics().lineSpacing() * linesOfText + 2 * space::small);
    addField(label, field, member);
    connect(field, &QPlainTextEdit::textChanged, this, &StepCard::changed);
    return field;
}

void StepCard::buildForm(const api::WorkflowStep &step)
{
    m_name = addLine(u"stepName"_s, tr("&Title"), u"name"_s, step.name);
    m_name->setPlaceholderText(stepKindText(m_kind));
    m_key = addLine(u"stepKey"_s, tr("&Called"), u"key"_s, step.key);
    m_key->setToolTip(tr("How later steps refer to this one: {{steps.%1.text}}").arg(step.key));
    if (m_kind == u"condition")
        buildCondition(step);
    else if (m_kind == u"delivery")
        buildDelivery(step);
    else
        buildAsking(step);
}

void StepCard::buildAsking(const api::WorkflowStep &step)
{
    if (m_kind == u"sql") {
        m_target = addChoice(u"stepDatabase"_s, tr("&Database"), u"databaseId"_s);
        m_wantedTarget = step.databaseId.value_or(QString());
        m_mode = addChoice(u"stepMode"_s, tr("&How"), u"mode"_s);
        const QSignalBlocker quiet(m_mode);
        m_mode->addItem(tr("Ask a question"), u"question"_s);
        m_mode->addItem(tr("Run a fixed statement"), u"sql"_s);
        choose(m_mode, step.sql ? u"sql"_s : u"question"_s);
        m_sql = addText(u"stepSql"_s, tr("&Statement"), u"sql"_s, step.sql.value_or(QString()));
    } else if (m_kind == u"savedQuestion") {
        m_target = addChoice(u"stepSavedQuestion"_s, tr("Saved &question"), u"savedQuestionId"_s);
        m_wantedTarget = step.savedQuestionId.value_or(QString());
        return;
    } else if (m_kind == u"agent") {
        m_target = addChoice(u"stepAgent"_s, tr("&Agent"), u"agentId"_s);
        m_wantedTarget = step.agentId.value_or(QString());
    }
    m_question = addText(u"stepQuestion"_s, tr("&Question"), u"question"_s, step.question.value_or(QString()));
    m_question->setPlaceholderText(tr("{{input.name}} and {{steps.name.text}} put values in"));
}

void StepCard::buildCondition(const api::WorkflowStep &step)
{
    const auto said = step.condition.value_or(api::ScheduleCondition{u"rows"_s, {}, {}, {}});
    m_of = addChoice(u"stepOf"_s, tr("What &step"), u"of"_s);
    m_wantedOf = step.of.value_or(QString());
    m_on = addChoice(u"stepOn"_s, tr("&Go on"), u"condition"_s);
    m_column = addLine(u"stepColumn"_s, tr("&Column"), u"condition.column"_s, said.column.value_or(QString()));
    m_column->setPlaceholderText(tr("the first"));
    m_test = addChoice(u"stepTest"_s, tr("T&est"), u"condition.test"_s);
    m_value = addLine(u"stepValue"_s, tr("&Value"), u"condition.value"_s, said.value.value_or(QString()));
    const QSignalBlocker quietOn(m_on);
    const QSignalBlocker quietTest(m_test);
    for (const auto &[text, value] :
         {std::pair(tr("if there are rows"), u"rows"_s), std::pair(tr("if a value in the first row …"), u"firstRow"_s),
          std::pair(tr("if a value in any row …"), u"anyRow"_s),
          std::pair(tr("if the number of rows …"), u"rowCount"_s)})
        m_on->addItem(text, value);
    for (const auto &[text, value] :
         {std::pair(tr("is below"), u"below"_s), std::pair(tr("is above"), u"above"_s),
          std::pair(tr("equals"), u"equals"_s), std::pair(tr("changed since the last run"), u"changed"_s)})
        m_test->addItem(text, value);
    choose(m_on, said.on);
    choose(m_test, said.test.value_or(u"below"_s));
}

void StepCard::buildDelivery(const api::WorkflowStep &step)
{
    const auto said = step.delivery.value_or(api::ScheduleDelivery());
    m_of = addChoice(u"stepOf"_s, tr("Result of &step"), u"of"_s);
    m_wantedOf = step.of.value_or(QString());
    m_mail = addLine(u"stepMail"_s, tr("&Mail to"), u"delivery.mail"_s,
                     QStringList(said.mail.begin(), said.mail.end()).join(u", "_s));
    m_mail->setPlaceholderText(tr("addresses of members, separated by commas"));
    m_subject = addLine(u"stepSubject"_s, tr("Su&bject"), u"subject"_s, step.subject.value_or(QString()));
    m_text = addText(u"stepText"_s, tr("Te&xt"), u"text"_s, step.text.value_or(QString()));
    m_text->setPlaceholderText(tr("What the step found is sent where this is empty"));
    m_file = addChoice(u"stepFile"_s, tr("&File"), u"delivery.file"_s);
    const QSignalBlocker quiet(m_file);
    m_file->addItem(tr("No file"), QString());
    m_file->addItem(tr("CSV file"), u"csv"_s);
    m_file->addItem(tr("Excel workbook"), u"xlsx"_s);
    choose(m_file, said.file.value_or(QString()));
    m_webhook = new QCheckBox(tr("Tell webhooks (workflow.delivered)"), m_form->parentWidget());
    m_webhook->setObjectName(u"stepWebhook"_s);
    m_webhook->setChecked(said.webhook);
    addField(QString(), m_webhook, u"delivery"_s);
    connect(m_webhook, &QCheckBox::toggled, this, &StepCard::changed);
}

void StepCard::setChoices(const StepChoices &choices)
{
    if (!m_target)
        return;
    const StepChoices::List &list = m_kind == u"sql"             ? choices.databases
                                    : m_kind == u"savedQuestion" ? choices.savedQuestions
                                                                 : choices.agents;
    if (const auto now = chosen(m_target))
        m_wantedTarget = *now;
    offer(m_target, list, m_wantedTarget, QString());
}

QString StepCard::key() const
{
    return m_key->text().trimmed();
}

api::WorkflowStep StepCard::step() const
{
    api::WorkflowStep step;
    step.key = key();
    step.kind = m_kind;
    step.name = m_name->text().trimmed();
    if (m_kind == u"sql")
        step.databaseId = chosen(m_target);
    else if (m_kind == u"savedQuestion")
        step.savedQuestionId = chosen(m_target);
    else if (m_kind == u"agent")
        step.agentId = chosen(m_target);
    const bool hasStatement = m_mode && m_mode->currentData().toString() == u"sql";
    if (hasStatement)
        step.sql = m_sql->toPlainText();
    else if (m_question)
        step.question = m_question->toPlainText();
    if (m_of)
        step.of = chosen(m_of);
    if (m_on) {
        api::ScheduleCondition condition{m_on->currentData().toString(), {}, {}, {}};
        if (condition.on != u"rows") {
            condition.test = m_test->currentData().toString();
            if (condition.on != u"rowCount")
                condition.column = filled(m_column);
            if (condition.test != u"changed")
                condition.value = filled(m_value);
        }
        step.condition = condition;
    }
    if (m_mail) {
        static const QRegularExpression between(u"[,;\\s]+"_s);
        api::ScheduleDelivery delivery;
        for (const QString &address : m_mail->text().split(between, Qt::SkipEmptyParts))
            delivery.mail.push_back(address);
        delivery.webhook = m_webhook->isChecked();
        delivery.file = chosen(m_file);
        step.delivery = delivery;
        step.subject = filled(m_subject);
        step.text = m_text->toPlainText();
    }
    return step;
}

void StepCard::place(int number, int count, const StepChoices::List &earlier)
{
    const QString title = tr("%1. %2").arg(number).arg(stepKindText(m_kind));
    m_number->setText(title);
    setAccessibleName(title);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAccessibleName(tr("%1: %2").arg(button->text(), title));
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
    if (!m_of)
        return;
    if (m_of->currentIndex() >= 0 && m_of->count() > 0)
        m_wantedOf = chosen(m_of).value_or(m_kind == u"delivery" ? QString() : m_wantedOf);
    offer(m_of, earlier, m_wantedOf, m_kind == u"delivery" ? tr("none") : QString());
}

void StepCard::showMistakes(const std::map<QString, QString> &mistakes)
{
    for (const auto &[member, label] : m_mistakes) {
        const auto found = mistakes.find(member);
        label->setText(found == mistakes.end() ? QString() : found->second);
        label->setVisible(found != mistakes.end());
    }
}

void StepCard::focusFirst()
{
    m_name->setFocus();
}

/// What does not go with the rest of the form is hidden.
void StepCard::refresh()
{
    const auto show = [this](QWidget *field, bool visible) {
        if (!field)
            return;
        QWidget *both = field->parentWidget();
        both->setVisible(visible);
        if (QWidget *label = m_form->labelForField(both))
            label->setVisible(visible);
    };
    if (m_mode) {
        const bool hasStatement = m_mode->currentData().toString() == u"sql";
        show(m_sql, hasStatement);
        show(m_question, !hasStatement);
    }
    if (m_on) {
        const QString on = m_on->currentData().toString();
        show(m_test, on != u"rows");
        show(m_column, on == u"firstRow" || on == u"anyRow");
        show(m_value, on != u"rows" && m_test->currentData().toString() != u"changed");
    }
}

} // namespace tabletalk::ui
