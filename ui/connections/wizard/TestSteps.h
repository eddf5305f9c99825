// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QWidget>

#include <array>

class QLabel;

namespace tabletalk::ui {

class IconLabel;

/// The layers of a connection as a list, from the outside in: which hold, which warn, which
/// one failed and what to do, which were not reached; each with its time.
class TestSteps : public QWidget
{
    Q_OBJECT

public:
    explicit TestSteps(QWidget *parent);

    /// kind: sqlite, postgresql, …; says how the layers are called.
    void wait(const QString &kind);
    void show(const QString &kind, const api::DatabaseTestResult &result);
    /// False when the problem names no layer, so that it must be shown elsewhere.
    bool show(const QString &kind, const Problem &problem);

private:
    struct Row
    {
        QWidget *widget = nullptr;
        IconLabel *icon = nullptr;
        QLabel *title = nullptr;
        QLabel *state = nullptr;
        QLabel *detail = nullptr;
    };

    Row makeRow(const QString &layer);
    void setRow(size_t index, const api::TestStep &step, const QString &hint = {});
    void setTitles(const QString &kind);

    static constexpr std::array layers = {"name", "port", "tls", "login", "database", "grants"};
    std::array<Row, layers.size()> m_rows;
};

} // namespace tabletalk::ui
