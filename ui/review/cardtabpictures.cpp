// Pictures of the page in front: the second part of CardTab.

#include "ui/review/cardtab.h"
#include "ui/review/linkbar.h"

namespace docket::ui::review
{

void CardTab::connectPictures()
{
    CardPictures& pictures = m_presenter.pictures();
    connect(&pictures, &CardPictures::given, this, [this](int number, const QByteArray& bytes, const QByteArray& type) {
        if (View* shown = view())
            shown->engine->givePicture(number, bytes, type);
    });
    connect(&pictures, &CardPictures::boxChanged, this, [this, &pictures](int number) {
        if (View* shown = view(); shown && shown->shown)
            shown->engine->showBoxes({ pictures.box(number) });
    });
    connect(&pictures, &CardPictures::lensChanged, this, [this](int number) {
        if (View* shown = view())
            shown->engine->setLens(number);
        if (number > 0)
            takeFocus(); // for the arrow keys
    });
    connect(&pictures, &CardPictures::addressWanted, m_linkBar, &LinkBar::ask);
}

void CardTab::sendPictures(View& view)
{
    const CardPictures& pictures = m_presenter.pictures();
    const QList<web::PictureBox> boxes = pictures.boxes();
    for (const web::PictureBox& box : boxes)
        if (const PictureBytes* const picture = pictures.bytes(box.number); picture && box.shown)
            view.engine->givePicture(box.number, picture->bytes, picture->mimeType);
    view.engine->showBoxes(boxes);
}

void CardTab::revealNext()
{
    CardPictures& pictures = m_presenter.pictures();
    if (const int number = pictures.next(); number > 0) {
        const int line = m_presenter.evidence().rendered.pictures[number - 1].line;
        if (View* const shown = view(); shown && line > 0)
            shown->engine->scrollToLine(line);
        pictures.press(number);
    }
}

} // namespace docket::ui::review
