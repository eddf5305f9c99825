// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace tabletalk::ui {

class IconLabel;

/// Every stage of a reading: its state in a drawing and a word, how far it is, how long it
/// took and what came of it.
class StageList : public QWidget
{
    Q_OBJECT

public:
    explicit StageList(QWidget *parent);

    void setStages(const std::vector<api::OnboardingStage> &stages, std::optional<qint64> secondsLeft);

private:
    struct Row
    {
        QWidget *widget = nullptr;
        IconLabel *icon = nullptr;
        QLabel *title = nullptr;
        QLabel *state = nullptr;
        QProgressBar *bar = nullptr;
        QLabel *detail = nullptr;
    };

    Row makeRow();
    void fill(Row &row, const api::OnboardingStage &stage, std::optional<qint64> secondsLeft);

    std::vector<Row> m_rows;
};

} // namespace tabletalk::ui
