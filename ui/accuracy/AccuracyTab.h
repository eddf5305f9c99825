// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace tabletalk::ui {

class Notice;
class PairsCard;
class RunsCard;
struct WindowContext;

/// How often questions of a database are answered right, and what to look at: tests that a changed
/// schema broke, and a run that was worse than the one before.
class AccuracyTab : public QWidget
{
    Q_OBJECT

public:
    AccuracyTab(WindowContext &context, QWidget *parent);

    void show(ConnectionId id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();
    void take(const api::AccuracyState &state);

    WindowContext &m_context;
    std::optional<ConnectionId> m_id;
    QTimer m_again; ///< while a run goes on
    Notice *m_problem;
    Notice *m_broken;
    Notice *m_fallen;
    PairsCard *m_pairs;
    RunsCard *m_runs;
};

} // namespace tabletalk::ui
