// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AgentDialog.h"

#include "core/agents/AgentTemplates.h"
#include "core/agents/AgentTools.h"
#include "core/api/Databases.h"
#include "ui/agents/AgentWords.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 680;
constexpr int dialogHeight = 560;
constexpr int listHeight = 110;

QPlainTextEdit *makeText(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(accessibleName);
    edit->setTabChangesFocus(true);
    return edit;
}

QComboBox *makeChoice(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    return box;
}

QListWidget *makeList(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->setObjectName(objectName);
    list->setAccessibleName(accessibleName);
    list->setMinimumHeight(listHeight);
    return list;
}

void choose(QComboBox *box, const QString &value)
{
    if (box->findData(value) < 0)
        box->addItem(visibilityWords(value), value);
    box->setCurrentIndex(box->findData(value));
}

} // namespace

AgentDialog::AgentDialog(Session &session, WorkspaceId workspace, std::optional<api::Agent> agent, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_agent(std::move(agent))
    , m_templates(agents::templates())
{
    setWindowTitle(m_agent ? tr("Change the agent") : tr("New agent"));
    build();
    fill();
    loadDatabases();
}

void AgentDialog::build()
{
    setObjectName(u"agentDialog"_s);
    setMinimumSize(dialogWidth, dialogHeight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(u"agentTabs"_s);
    tabs->setAccessibleName(tr("Parts of the agent"));
    tabs->addTab(buildWho(), tr("&Who it is"));
    tabs->addTab(buildSkills(), tr("&Skills"));
    tabs->addTab(buildTools(), tr("&Tools and databases"));
    column->addWidget(tabs);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(u"cancelAgent"_s, tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(u"saveAgent"_s, m_agent ? tr("Save") : tr("Make the agent"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &AgentDialog::save);
}

QWidget *AgentDialog::buildWho()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    if (!m_agent) {
        m_template = makeChoice(u"agentTemplate"_s, tr("Begin with"), page);
        m_template->addItem(tr("Nothing"));
        for (const api::AgentTemplate &one : m_templates)
            m_template->addItem(one.name);
        addRow(form, tr("&Begin with"), m_template);
        connect(m_template, &QComboBox::currentIndexChanged, this, &AgentDialog::takeTemplate);
    }
    m_name = makeField(u"agentName"_s, tr("Name"), page);
    addRow(form, tr("&Name"), m_name);
    m_description = makeField(u"agentDescription"_s, tr("What it is for"), page);
    addRow(form, tr("What it is &for"), m_description);
    m_instructions = makeText(u"agentInstructions"_s, tr("Instructions"), page);
    addRow(form, tr("&Instructions"), m_instructions);
    m_tone = makeChoice(u"agentTone"_s, tr("Tone"), page);
    for (const QString &tone : agents::tones())
        m_tone->addItem(toneName(tone), tone);
    addRow(form, tr("T&one"), m_tone);
    m_personality = makeField(u"agentPersonality"_s, tr("Personality"), page);
    addRow(form, tr("&Personality"), m_personality);
    m_model = makeChoice(u"agentModel"_s, tr("Model"), page);
    m_model->setEditable(true);
    m_model->lineEdit()->setObjectName(u"agentModelField"_s);
    m_model->lineEdit()->setAccessibleName(tr("Model"));
    m_model->addItem(modelWords(u"organization"_s), u"organization"_s);
    m_model->addItem(modelWords(u"none"_s), u"none"_s);
    addRow(form, tr("&Model"), m_model);
    m_visibility = makeChoice(u"agentVisibility"_s, tr("Shown to"), page);
    for (const QString &visibility : {u"organization"_s, u"public"_s, u"private"_s})
        m_visibility->addItem(visibilityWords(visibility), visibility);
    addRow(form, tr("S&hown to"), m_visibility);
    m_active = new QCheckBox(tr("It can be &asked"), page);
    m_active->setObjectName(u"agentActive"_s);
    addRow(form, {}, m_active);
    return page;
}

QWidget *AgentDialog::buildSkills()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->addWidget(makeLabel(tr("What it knows how to do, told to a model when the question is about it."),
                                TextStyle::Caption, true, page));
    m_skillList = makeList(u"agentSkills"_s, tr("Skills"), page);
    column->addWidget(m_skillList);
    auto *row = new QHBoxLayout;
    auto *add = makeButton(u"addSkill"_s, tr("Add"), ButtonKind::Plain, page, u"plus"_s);
    auto *remove = makeButton(u"removeSkill"_s, tr("Remove"), ButtonKind::Plain, page, u"trash"_s);
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch();
    column->addLayout(row);
    auto *fields = new QWidget(page);
    QFormLayout *form = makeForm(fields);
    m_skillName = makeField(u"skillName"_s, tr("Name of the skill"), fields);
    addRow(form, tr("Na&me"), m_skillName);
    m_skillText = makeText(u"skillText"_s, tr("What to do"), fields);
    addRow(form, tr("What to &do"), m_skillText);
    m_skillAlways = new QCheckBox(tr("&Always, whatever is asked"), fields);
    m_skillAlways->setObjectName(u"skillAlways"_s);
    addRow(form, {}, m_skillAlways);
    column->addWidget(fields);
    connect(m_skillList, &QListWidget::currentRowChanged, this, &AgentDialog::showSkill);
    connect(add, &QPushButton::clicked, this, [this] {
        m_skills.push_back({tr("New skill"), {}, false});
        m_skillList->addItem(m_skills.back().name);
        m_skillList->setCurrentRow(m_skillList->count() - 1);
        m_skillName->setFocus();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        const int at = m_skillList->currentRow();
        if (at < 0)
            return;
        m_skills.erase(m_skills.begin() + at);
        delete m_skillList->takeItem(at);
        showSkill(m_skillList->currentRow());
    });
    connect(m_skillName, &QLineEdit::textEdited, this, &AgentDialog::keepSkill);
    connect(m_skillText, &QPlainTextEdit::textChanged, this, &AgentDialog::keepSkill);
    connect(m_skillAlways, &QCheckBox::toggled, this, &AgentDialog::keepSkill);
    return page;
}

QWidget *AgentDialog::buildTools()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->addWidget(makeLabel(tr("What it may use"), TextStyle::Strong, false, page));
    std::vector<QString> names = agents::toolNames();
    names.insert(names.end(), agents::chosenToolNames().begin(), agents::chosenToolNames().end());
    for (const QString &tool : names) {
        auto *box = new QCheckBox(toolName(tool), page);
        box->setObjectName(u"tool_"_s + tool);
        column->addWidget(box);
        m_tools.emplace_back(tool, box);
    }
    column->addSpacing(space::medium);
    m_allDatabases = new QCheckBox(tr("It may ask &all databases of the workspace"), page);
    m_allDatabases->setObjectName(u"agentAllDatabases"_s);
    column->addWidget(m_allDatabases);
    m_databases = makeList(u"agentDatabases"_s, tr("Databases that it may ask"), page);
    column->addWidget(m_databases);
    column->addStretch();
    connect(m_allDatabases, &QCheckBox::toggled, m_databases, &QWidget::setDisabled);
    return page;
}

void AgentDialog::takeTemplate(int index)
{
    if (index < 1 || size_t(index) > m_templates.size())
        return;
    const api::AgentTemplate &one = m_templates[size_t(index) - 1];
    fillField(m_name, one.name);
    fillField(m_description, one.description);
    m_instructions->setPlainText(one.instructions);
    m_tone->setCurrentIndex(m_tone->findData(one.tone));
    m_skills = one.skills;
    m_skillList->clear();
    for (const api::AgentSkill &skill : m_skills)
        m_skillList->addItem(skill.name);
    showSkill(-1);
    for (const auto &[tool, box] : m_tools)
        box->setChecked(std::ranges::find(one.tools, tool) != one.tools.end());
}

void AgentDialog::fill()
{
    api::Agent agent;
    agent.tone = agents::tones().front();
    agent.tools = agents::toolNames();
    agent.model = u"organization"_s;
    agent.visibility = u"organization"_s;
    agent = m_agent.value_or(agent);
    fillField(m_name, agent.name);
    fillField(m_description, agent.description);
    m_instructions->setPlainText(agent.instructions);
    m_tone->setCurrentIndex(std::max(0, m_tone->findData(agent.tone)));
    fillField(m_personality, agent.personality);
    if (m_model->findData(agent.model) < 0)
        m_model->addItem(agent.model, agent.model);
    m_model->setCurrentIndex(m_model->findData(agent.model));
    choose(m_visibility, agent.visibility);
    m_active->setChecked(agent.active);
    m_active->setEnabled(!agent.isDefault);
    m_skills = agent.skills;
    for (const api::AgentSkill &skill : m_skills)
        m_skillList->addItem(skill.name);
    showSkill(-1);
    for (const auto &[tool, box] : m_tools)
        box->setChecked(std::ranges::find(agent.tools, tool) != agent.tools.end());
    m_allDatabases->setChecked(agent.allDatabases);
    m_databases->setDisabled(agent.allDatabases);
}

void AgentDialog::loadDatabases()
{
    api::DatabaseListRequest request;
    request.workspaceId = m_workspace;
    m_session.call<api::DatabaseList>("databases.list", request, this, [this](const Result<api::DatabaseList> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        const auto chosen = m_agent ? m_agent->databaseIds : std::vector<ConnectionId>();
        for (const api::Database &database : answer->items) {
            auto *item = new QListWidgetItem(database.name, m_databases);
            item->setData(Qt::UserRole, database.id.toString());
            const bool may = std::ranges::find(chosen, database.id) != chosen.end();
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(may ? Qt::Checked : Qt::Unchecked);
        }
    });
}

void AgentDialog::showSkill(int row)
{
    const bool is = row >= 0 && size_t(row) < m_skills.size();
    m_showing = true;
    fillField(m_skillName, is ? m_skills[size_t(row)].name : QString());
    m_skillText->setPlainText(is ? m_skills[size_t(row)].text : QString());
    m_skillAlways->setChecked(is && m_skills[size_t(row)].always.value_or(false));
    for (QWidget *field : std::initializer_list<QWidget *>{m_skillName, m_skillText, m_skillAlways})
        field->setEnabled(is);
    m_showing = false;
}

void AgentDialog::keepSkill()
{
    const int row = m_skillList->currentRow();
    if (m_showing || row < 0 || size_t(row) >= m_skills.size())
        return;
    m_skills[size_t(row)] = {m_skillName->text(), m_skillText->toPlainText(), m_skillAlways->isChecked()};
    m_skillList->item(row)->setText(m_skillName->text());
}

void AgentDialog::save()
{
    std::vector<QString> tools;
    for (const auto &[tool, box] : m_tools) {
        if (box->isChecked())
            tools.push_back(tool);
    }
    std::vector<ConnectionId> databases;
    for (int row = 0; row < m_databases->count(); ++row) {
        const QListWidgetItem *item = m_databases->item(row);
        const auto id = ConnectionId::fromString(item->data(Qt::UserRole).toString());
        if (id && item->checkState() == Qt::Checked)
            databases.push_back(*id);
    }
    const auto put = [&](auto &request) {
        request.workspaceId = m_workspace;
        request.name = m_name->text();
        request.description = m_description->text();
        request.instructions = m_instructions->toPlainText();
        request.tone = m_tone->currentData().toString();
        request.personality = m_personality->text();
        request.skills = m_skills;
        request.tools = tools;
        request.allDatabases = m_allDatabases->isChecked();
        request.databaseIds = databases;
        const int known = m_model->findText(m_model->currentText());
        request.model = known < 0 ? m_model->currentText() : m_model->itemData(known).toString();
        const QString visibility = m_visibility->currentData().toString();
        if (!m_agent || m_agent->visibility != visibility)
            request.visibility = visibility;
        request.active = m_active->isChecked();
    };
    const auto done = [this, sent = ButtonHold::on(m_save)](const Result<api::Agent> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        Q_EMIT saved();
        accept();
    };
    if (m_agent) {
        api::UpdateAgentRequest request;
        put(request);
        request.id = m_agent->id;
        m_session.call<api::Agent>("agents.update", request, this, done);
    } else {
        api::CreateAgentRequest request;
        put(request);
        m_session.call<api::Agent>("agents.create", request, this, done);
    }
}

} // namespace tabletalk::ui
