// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/platform/PlatformPage.h"

#include <QHash>

#include <optional>

class QComboBox;
class QLabel;

namespace tabletalk::api {
struct AdminAgent;
struct AdminAgentList;
} // namespace tabletalk::api

namespace tabletalk::ui {

class PagedTable;

/// What an agent is called where all are listed: the default of a workspace may have no name.
QString agentTitle(const api::AdminAgent &agent);
QString agentState(const api::AdminAgent &agent);
/// Who sees agents of this visibility, said to somebody who is not among them.
QString audienceText(const QString &visibility);

/// The agents of all organisations: which there are and what they may use, not what they were
/// told to be or what they are asked.
class AgentsPage : public PlatformPage
{
    Q_OBJECT

public:
    AgentsPage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    void fetch(int turn, const std::optional<QString> &cursor);
    void keep(int turn, const api::AdminAgentList &agents);
    void showTools();

    PagedTable *m_table;
    QComboBox *m_visibility;
    QLabel *m_tools;
    QHash<QString, QString> m_uses; ///< what each may use, in words, by id
    int m_turn = 0;
};

} // namespace tabletalk::ui
