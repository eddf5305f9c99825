// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

#include <QFrame>

class QBoxLayout;

namespace tabletalk::ui {

/// One agent: what it is called and for, what it may use, who sees it, and what can be done with it.
class AgentCard : public QFrame
{
    Q_OBJECT

public:
    /// mayChange: whoever looks may change agents.
    AgentCard(const api::Agent &agent, bool mayChange, QWidget *parent);

Q_SIGNALS:
    void askWanted();
    void changeWanted();
    void shareWanted();
    void deleteWanted();

private:
    void addHead(QBoxLayout *column);
    void addTools(QBoxLayout *column);
    void addButtons(QBoxLayout *column, bool mayChange);

    const api::Agent m_agent;
};

} // namespace tabletalk::ui
