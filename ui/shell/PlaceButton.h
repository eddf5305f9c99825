// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"

#include <QToolButton>

class QMenu;

namespace tabletalk::ui {

struct WindowContext;

/// Says in which organisation and workspace the window works, and leads to another. Stands above the rail.
class PlaceButton : public QToolButton
{
    Q_OBJECT

public:
    explicit PlaceButton(WindowContext &context, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    /// What it offers now.
    QMenu *choices() const { return m_menu; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void readOrganizations();
    void fillMenu();
    void addOrganizations();
    void addWorkspaces();
    void addServers();

    WindowContext &m_context;
    QMenu *m_menu;
    std::vector<api::OrganizationSummary> m_organizations;
    QString m_first;  ///< the organisation, or what stands in its place
    QString m_second; ///< the workspace, or who works there
    int m_unread = 0; ///< on other servers
};

} // namespace tabletalk::ui
