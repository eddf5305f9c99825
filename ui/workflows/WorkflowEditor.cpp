// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowEditor.h"

#include "core/api/Agents.h"
#include "core/api/Databases.h"
#include "core/api/SavedQuestions.h"
#include "core/workflows/Template.h"
#include "ui/schedules/TimesRows.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/ScrollColumn.h"
#include "ui/workflows/InputRows.h"
#include "ui/workflows/StepResultView.h"
#include "ui/workflows/TrialValues.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize usualSize{860, 760};
constexpr int offered = 200;
constexpr std::chrono::milliseconds typingPause{200};

QComboBox *makeChoice(const QString &name, const QString &spoken, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(spoken);
    return box;
}

void setRowVisible(QFormLayout *form, QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = form->labelForField(field))
        label->setVisible(visible);
}

} // namespace

WorkflowEditor::WorkflowEditor(Session &session, WorkspaceId workspace, const std::optional<api::Workflow> &workflow,
                               QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    if (workflow)
        m_id = workflow->id;
    setWindowTitle(workflow ? tr("Change the workflow") : tr("New workflow"));
    build();
    if (workflow)
        fill(*workflow);
    loadChoices();
    placeCards();
    check();
}

void WorkflowEditor::build()
{
    setObjectName(u"workflowEditor"_s);
    resize(usualSize);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *page = new QWidget(this);
    QVBoxLayout *column = nullptr;
    makeScrollColumn(page, &column);
    column->setContentsMargins(space::large, space::large, space::large, space::large);
    column->setSpacing(space::medium);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(page, &inside);
    auto *form = makeForm(new QWidget(card));
    m_name = makeField(u"workflowName"_s, tr("Name"), form->parentWidget());
    m_description = makeField(u"workflowDescription"_s, tr("What it is for"), form->parentWidget());
    addRow(form, tr("&Name"), m_name);
    addRow(form, tr("&What it is for"), m_description);
    inside->addWidget(form->parentWidget());
    column->addWidget(card);
    buildStart(column);
    buildSteps(column);
    column->addStretch();
    all->addWidget(page, 1);
    all->addWidget(buildEnd());
    for (QLineEdit *field : {m_name, m_description, m_value})
        connect(field, &QLineEdit::textChanged, &m_checkTimer, QOverload<>::of(&QTimer::start));
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(typingPause);
    connect(&m_checkTimer, &QTimer::timeout, this, &WorkflowEditor::check);
}

void WorkflowEditor::buildStart(QVBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("How it starts"), TextStyle::Heading, false, card));
    auto *fields = new QWidget(card);
    m_startForm = makeForm(fields);
    m_trigger = makeChoice(u"workflowTrigger"_s, tr("What starts it"), fields);
    m_trigger->addItem(tr("Only people"), u"hand"_s);
    m_trigger->addItem(tr("A schedule, and people"), u"schedule"_s);
    m_trigger->addItem(tr("An event, and people"), u"event"_s);
    addRow(m_startForm, tr("&Started by"), m_trigger);
    m_times = new TimesRows(m_startForm, this);
    m_event = makeChoice(u"workflowEvent"_s, tr("Event"), fields);
    for (const QString &event : workflow::startingEvents())
        m_event->addItem(startEventText(event), event);
    m_field = makeChoice(u"workflowEventField"_s, tr("Only when"), fields);
    m_test = makeChoice(u"workflowEventTest"_s, tr("How it is compared"), fields);
    for (const auto &[text, test] : {std::pair(tr("is above"), u"above"_s), std::pair(tr("is below"), u"below"_s),
                                     std::pair(tr("equals"), u"equals"_s)})
        m_test->addItem(text, test);
    m_value = makeField(u"workflowEventValue"_s, tr("Value"), fields);
    addRow(m_startForm, tr("E&vent"), m_event);
    addRow(m_startForm, tr("&Only when"), m_field);
    addRow(m_startForm, tr("&Compared"), m_test);
    addRow(m_startForm, tr("Va&lue"), m_value);
    inside->addWidget(fields);
    m_startMistake = makeLabel({}, TextStyle::Caption, false, card);
    m_startMistake->setObjectName(u"startMistake"_s);
    setStyleClass(m_startMistake, "danger");
    m_startMistake->hide();
    inside->addWidget(m_startMistake);
    inside->addWidget(makeLabel(tr("What it asks for at the start; steps refer to it as {{input.name}}"),
                                TextStyle::Caption, true, card));
    m_inputs = new InputRows(card);
    inside->addWidget(m_inputs);
    column->addWidget(card);
    const auto fieldsOfEvent = [this] {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
        m_field->addItem(tr("always"), QString());
        for (const QString &field : workflow::eventFields(m_event->currentData().toString()))
            m_field->addItem(field, field);
    };
    fieldsOfEvent();
    connect(m_event, &QComboBox::currentIndexChanged, this, fieldsOfEvent);
    for (QComboBox *box : {m_trigger, m_event, m_field, m_test})
        connect(box, &QComboBox::currentIndexChanged, this, &WorkflowEditor::check);
    connect(m_times, &TimesRows::changed, &m_checkTimer, QOverload<>::of(&QTimer::start));
    connect(m_inputs, &InputRows::changed, &m_checkTimer, QOverload<>::of(&QTimer::start));
}

void WorkflowEditor::buildSteps(QVBoxLayout *column)
{
    column->addWidget(makeLabel(tr("Steps"), TextStyle::Heading, false, this));
    m_none = makeLabel(tr("There is no step yet. Choose what the first one does: each step sees what those before it "
                          "found."),
                       TextStyle::Body, true, this);
    m_none->setObjectName(u"noSteps"_s);
    column->addWidget(m_none);
    m_cardColumn = new QVBoxLayout;
    m_cardColumn->setSpacing(space::medium);
    column->addLayout(m_cardColumn);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_kind = makeChoice(u"newStepKind"_s, tr("What the new step does"), this);
    for (const QString &kind : workflow::stepKinds())
        m_kind->addItem(stepKindText(kind), kind);
    auto *add = makeButton(u"addStep"_s, tr("Add a step"), ButtonKind::Plain, this, u"plus"_s);
    add->setAutoDefault(false);
    row->addWidget(m_kind);
    row->addWidget(add);
    row->addStretch();
    column->addLayout(row);
    m_trial = new StepResultView(this);
    m_trial->setObjectName(u"stepTrial"_s);
    m_trial->hide();
    column->addWidget(m_trial);
    connect(add, &QPushButton::clicked, this, [this] {
        api::WorkflowStep step;
        step.kind = m_kind->currentData().toString();
        step.key = freeKey(step.kind);
        if (!m_cards.empty() && (step.kind == u"condition" || step.kind == u"delivery"))
            step.of = m_cards.back()->key();
        StepCard *card = addCard(step);
        placeCards();
        check();
        card->focusFirst();
    });
}

QWidget *WorkflowEditor::buildEnd()
{
    auto *end = new QWidget(this);
    auto *column = new QVBoxLayout(end);
    column->setContentsMargins(space::large, space::small, space::large, space::large);
    m_notice = new Notice(end);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_save = makeButton(u"saveWorkflow"_s, tr("Save"), ButtonKind::Primary, end);
    auto *cancel = makeButton(u"cancelWorkflow"_s, tr("Cancel"), ButtonKind::Plain, end);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &WorkflowEditor::save);
    return end;
}

void WorkflowEditor::loadChoices()
{
    const auto give = [this](StepChoices::List &list, auto &&items) {
        for (const auto &item : items)
            list.emplace_back(item.id.toString(), item.name);
        for (StepCard *card : m_cards)
            card->setChoices(m_choices);
        check();
    };
    api::DatabaseListRequest databases;
    databases.workspaceId = m_workspace;
    databases.limit = offered;
    m_session.call<api::DatabaseList>("databases.list", databases, this,
                                      [this, give](const Result<api::DatabaseList> &answer) {
                                          if (answer)
                                              give(m_choices.databases, answer->items);
                                      });
    api::SavedQuestionListRequest saved;
    saved.workspaceId = m_workspace;
    saved.limit = offered;
    m_session.call<api::SavedQuestionList>("savedQuestions.list", saved, this,
                                           [this, give](const Result<api::SavedQuestionList> &answer) {
                                               if (answer)
                                                   give(m_choices.savedQuestions, answer->items);
                                           });
    api::AgentListRequest agents;
    agents.workspaceId = m_workspace;
    agents.limit = offered;
    m_session.call<api::AgentList>("agents.list", agents, this, [this, give](const Result<api::AgentList> &answer) {
        if (answer)
            give(m_choices.agents, answer->items);
    });
}

void WorkflowEditor::fill(const api::Workflow &workflow)
{
    const auto choose = [](QComboBox *box, const QString &value) {
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    m_name->setText(workflow.name);
    m_description->setText(workflow.description);
    if (workflow.trigger.times)
        m_times->fill(*workflow.trigger.times);
    if (workflow.trigger.event)
        choose(m_event, *workflow.trigger.event);
    if (const auto &condition = workflow.trigger.condition; condition && condition->on == u"firstRow") {
        choose(m_field, condition->column.value_or(QString()));
        choose(m_test, condition->test.value_or(QString()));
        m_value->setText(condition->value.value_or(QString()));
    }
    choose(m_trigger, workflow.trigger.kind);
    m_inputs->fill(workflow.inputs);
    for (const api::WorkflowStep &step : workflow.steps)
        addCard(step);
}

StepCard *WorkflowEditor::addCard(const api::WorkflowStep &step)
{
    auto *card = new StepCard(step, m_choices, this);
    m_cards.push_back(card);
    m_cardColumn->addWidget(card);
    connect(card, &StepCard::changed, &m_checkTimer, QOverload<>::of(&QTimer::start));
    connect(card, &StepCard::upWanted, this, [this, card] { move(card, -1); });
    connect(card, &StepCard::downWanted, this, [this, card] { move(card, 1); });
    connect(card, &StepCard::removalWanted, this, [this, card] { remove(card); });
    connect(card, &StepCard::trialWanted, this, [this, card] { tryStep(card); });
    return card;
}

void WorkflowEditor::move(StepCard *card, int by)
{
    const auto from = std::ranges::find(m_cards, card);
    const auto to = (from - m_cards.begin()) + by;
    if (from == m_cards.end() || to < 0 || to >= std::ssize(m_cards))
        return;
    QWidget *focused = focusWidget();
    std::iter_swap(from, m_cards.begin() + to);
    m_cardColumn->removeWidget(card);
    m_cardColumn->insertWidget(int(to), card);
    placeCards();
    check();
    if (focused && card->isAncestorOf(focused))
        focused->setFocus();
}

void WorkflowEditor::remove(StepCard *card)
{
    std::erase(m_cards, card);
    m_cardColumn->removeWidget(card);
    card->hide();
    card->deleteLater();
    placeCards();
    check();
}

void WorkflowEditor::placeCards()
{
    StepChoices::List earlier;
    for (size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->place(int(i) + 1, int(m_cards.size()), earlier);
        const api::WorkflowStep step = m_cards[i]->step();
        if (workflow::givesResult(step.kind))
            earlier.emplace_back(step.key, step.name.isEmpty() ? step.key : step.name);
    }
    m_none->setVisible(m_cards.empty());
}

QString WorkflowEditor::freeKey(const QString &kind) const
{
    static const std::map<QString, QString> words{{u"sql"_s, u"data"_s},
                                                  {u"savedQuestion"_s, u"saved"_s},
                                                  {u"agent"_s, u"agent"_s},
                                                  {u"condition"_s, u"check"_s},
                                                  {u"delivery"_s, u"send"_s}};
    const auto word = words.find(kind);
    const QString base = word == words.end() ? u"found"_s : word->second;
    const auto isTaken = [this](const QString &key) {
        return std::ranges::any_of(m_cards, [&](const StepCard *card) { return card->key() == key; });
    };
    QString key = base;
    for (int number = 2; isTaken(key); ++number)
        key = base + QString::number(number);
    return key;
}

workflow::Definition WorkflowEditor::definition() const
{
    workflow::Definition definition;
    definition.inputs = m_inputs->inputs();
    for (const StepCard *card : m_cards)
        definition.steps.push_back(card->step());
    api::WorkflowTrigger &trigger = definition.trigger;
    trigger.kind = m_trigger->currentData().toString();
    if (trigger.kind == u"schedule")
        trigger.times = m_times->times();
    if (trigger.kind == u"event") {
        trigger.event = m_event->currentData().toString();
        if (const QString field = m_field->currentData().toString(); !field.isEmpty())
            trigger.condition = api::ScheduleCondition{u"firstRow"_s, m_test->currentData().toString(), field,
                                                       m_value->text().trimmed()};
    }
    return definition;
}

/// Puts each mistake where it stands.
void WorkflowEditor::check()
{
    placeCards();
    const workflow::Definition now = definition();
    m_times->setShown(now.trigger.kind == u"schedule");
    const bool byEvent = now.trigger.kind == u"event";
    setRowVisible(m_startForm, m_event, byEvent);
    setRowVisible(m_startForm, m_field, byEvent);
    setRowVisible(m_startForm, m_test, byEvent && now.trigger.condition.has_value());
    setRowVisible(m_startForm, m_value, byEvent && now.trigger.condition.has_value());
    std::vector<std::map<QString, QString>> ofSteps(m_cards.size());
    std::map<int, QString> ofInputs;
    QStringList others;
    const auto mistakes = workflow::mistakesIn(now);
    for (const FieldError &mistake : mistakes) {
        const int position = mistake.path.section(u'[', 1).section(u']', 0, 0).toInt();
        if (mistake.path.startsWith(u"params.steps[") && size_t(position) < ofSteps.size())
            ofSteps[size_t(position)].emplace(mistake.path.section(u"]."_s, 1), mistake.message);
        else if (mistake.path.startsWith(u"params.inputs["))
            ofInputs.emplace(position, mistake.message);
        else if (mistake.path.startsWith(u"params.trigger"))
            others << mistake.message;
    }
    for (size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->showMistakes(ofSteps[i]);
    m_inputs->showMistakes(ofInputs);
    m_startMistake->setText(others.join(u'\n'));
    m_startMistake->setVisible(!others.isEmpty());
    m_save->setEnabled(mistakes.empty() && !m_name->text().trimmed().isEmpty());
    m_checkTimer.stop();
}

/// With what the values are that it refers to, which are asked for first.
void WorkflowEditor::tryStep(StepCard *card)
{
    api::TestStepRequest request;
    const workflow::Definition now = definition();
    request.workspaceId = m_workspace;
    request.key = card->key();
    request.inputs = now.inputs;
    request.steps = now.steps;
    const auto values = askTrialValues(this, card->step(), now);
    if (!values)
        return;
    request.values = *values;
    m_trial->show();
    m_trial->begin(card->step());
    m_session.call<api::WorkflowStepRun>("workflows.testStep", request, this,
                                         [this](const Result<api::WorkflowStepRun> &answer) {
                                             if (!answer) {
                                                 m_trial->hide();
                                                 return m_notice->show(answer.error());
                                             }
                                             m_notice->hide();
                                             m_trial->take(*answer);
                                         });
}

void WorkflowEditor::save()
{
    const workflow::Definition now = definition();
    const auto done = [this, sent = ButtonHold::on(m_save)](const Result<api::Workflow> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        Q_EMIT saved();
        accept();
    };
    const QString name = m_name->text().trimmed();
    if (m_id) {
        api::UpdateWorkflowRequest request{m_workspace, *m_id,     name,       m_description->text(),
                                           now.inputs,  now.steps, now.trigger};
        m_session.call<api::Workflow>("workflows.update", request, this, done);
        return;
    }
    api::CreateWorkflowRequest request{m_workspace, name, m_description->text(), now.inputs, now.steps, now.trigger};
    m_session.call<api::Workflow>("workflows.create", request, this, done);
}

} // namespace tabletalk::ui
