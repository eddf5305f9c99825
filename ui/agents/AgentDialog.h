// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class Session;

/// An agent's fields: a new one, from a template if wished, or one that is changed.
class AgentDialog : public QDialog
{
    Q_OBJECT

public:
    AgentDialog(Session &session, WorkspaceId workspace, std::optional<api::Agent> agent, QWidget *parent);

Q_SIGNALS:
    void saved();

private:
    void build();
    QWidget *buildWho();
    QWidget *buildSkills();
    QWidget *buildTools();
    void takeTemplate(int index);
    void fill();
    void loadDatabases();
    void showSkill(int row);
    void keepSkill();
    void save();

    Session &m_session;
    const WorkspaceId m_workspace;
    const std::optional<api::Agent> m_agent; ///< nothing: a new one
    std::vector<api::AgentTemplate> m_templates;
    std::vector<api::AgentSkill> m_skills;
    bool m_showing = false; ///< a skill is being put into its fields
    QComboBox *m_template = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description = nullptr;
    QPlainTextEdit *m_instructions = nullptr;
    QComboBox *m_tone = nullptr;
    QLineEdit *m_personality = nullptr;
    QComboBox *m_model = nullptr;
    QComboBox *m_visibility = nullptr;
    QCheckBox *m_active = nullptr;
    QListWidget *m_skillList = nullptr;
    QLineEdit *m_skillName = nullptr;
    QPlainTextEdit *m_skillText = nullptr;
    QCheckBox *m_skillAlways = nullptr;
    std::vector<std::pair<QString, QCheckBox *>> m_tools;
    QCheckBox *m_allDatabases = nullptr;
    QListWidget *m_databases = nullptr;
    Notice *m_notice = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace tabletalk::ui
