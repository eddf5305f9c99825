// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/CutText.h"

#include "ui/widgets/ElidedLabel.h"

#include <QAbstractButton>
#include <QLabel>

namespace tabletalk::test {

using namespace Qt::StringLiterals;
using ui::ElidedLabel;

QString placeOf(const QWidget &widget, const QString &text)
{
    QString place = widget.objectName();
    for (const QWidget *at = widget.parentWidget(); at && place.count(u'<') < 3; at = at->parentWidget())
        place += u" < "_s
                 + (at->objectName().isEmpty() ? QString::fromLatin1(at->metaObject()->className()) : at->objectName());
    return u"\"%1\" in %2"_s.arg(text.left(60), place);
}

namespace {

/// Buttons that are narrower than their words.
void findNarrowButtons(const QWidget &root, QStringList &cut)
{
    const auto buttons = root.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        const bool hasWords =
            button->inherits("QPushButton") || button->inherits("QCheckBox") || button->inherits("QRadioButton");
        if (button->isVisible() && hasWords && !button->text().isEmpty()
            && button->width() + 2 < button->minimumSizeHint().width())
            cut.append(u"%1: %2 of %3 wide"_s.arg(placeOf(*button, button->text()))
                           .arg(button->width())
                           .arg(button->minimumSizeHint().width()));
    }
}

/// Labels that show less than they say, and have no ellipsis to say so.
void findCutLabels(const QWidget &root, QStringList &cut)
{
    const auto labels = root.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (!label->isVisible() || label->text().isEmpty() || qobject_cast<const ElidedLabel *>(label))
            continue;
        const bool isNarrow = !label->wordWrap() && label->width() + 2 < label->sizeHint().width();
        const bool isLow = label->wordWrap() && label->height() + 2 < label->heightForWidth(label->width());
        if (isNarrow || isLow)
            cut.append(u"%1: %2x%3, wants %4x%5"_s.arg(placeOf(*label, label->text()))
                           .arg(label->width())
                           .arg(label->height())
                           .arg(label->wordWrap() ? label->width() : label->sizeHint().width())
                           .arg(label->wordWrap() ? label->heightForWidth(label->width()) : label->height()));
    }
}

} // namespace

QStringList cutTexts(const QWidget &root)
{
    QStringList cut;
    findNarrowButtons(root, cut);
    findCutLabels(root, cut);
    return cut;
}

} // namespace tabletalk::test
