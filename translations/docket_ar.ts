<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>docket::ui::judgement::ChecklistDelegate</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%L1 (%L2)</translation>
    </message>
    <message numerus="yes">
        <source>automatic hint: %1, and %n more</source>
        <translation>
            <numerusform>تلميح آلي: %L1</numerusform>
            <numerusform>تلميح آلي: %L1، وواحد آخر</numerusform>
            <numerusform>تلميح آلي: %L1، واثنان آخران</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>automatic hint: %1</source>
        <translation>تلميح آلي: %L1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <extracomment>The passage a reviewer marked, in quotation marks</extracomment>
        <translation>«%L1»</translation>
    </message>
    <message>
        <source>Hide guidance</source>
        <translation>أخفِ الإرشاد</translation>
    </message>
    <message>
        <source>Why we ask</source>
        <translation>لماذا نسأل</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%L1، %L2</translation>
    </message>
    <message numerus="yes">
        <source>%1 Answer: %2. %n piece(s) of evidence.</source>
        <translation>
            <numerusform>%L1 الجواب: %L2. بلا أدلة.</numerusform>
            <numerusform>%L1 الجواب: %L2. دليل واحد.</numerusform>
            <numerusform>%L1 الجواب: %L2. دليلان.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln أدلة.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln دليلًا.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln دليل.</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا يوجد</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>قائمة التحقق</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::DecisionBox</name>
    <message>
        <source>Decide</source>
        <translation>القرار</translation>
    </message>
    <message>
        <source>Reason, for the record</source>
        <translation>السبب، للسجل</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Why gentler steps do not suffice</source>
        <translation>لماذا لا تكفي خطوات ألطف</translation>
    </message>
    <message>
        <source>Notice as it will be posted</source>
        <translation>الإشعار كما سيُنشر</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>سجِّل</translation>
    </message>
    <message>
        <source>%1. Suggested: the gentlest step that meets what was found. %2</source>
        <translation>%L1. مقترح: ألطف خطوة تناسب ما وُجد. %L2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%L1. %L2</translation>
    </message>
    <message>
        <source>All codes…</source>
        <translation>كل الرموز…</translation>
    </message>
    <message>
        <source>This cannot be undone on the Hub.</source>
        <translation>لا يمكن التراجع عن هذا على المنصة.</translation>
    </message>
    <message>
        <source>Notice, as everybody will read it</source>
        <translation>الإشعار كما سيقرؤه الجميع</translation>
    </message>
    <message>
        <source>Notice, to hand to the author</source>
        <translation>الإشعار، ليُسلَّم إلى صاحب العمل</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>جارٍ التسجيل…</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::JudgementPane</name>
    <message>
        <source>Judgement</source>
        <translation>الحكم</translation>
    </message>
    <message>
        <source>The card changed after a judgement was made on it.</source>
        <translation>تغيّرت البطاقة بعد أن صدر حكم عليها.</translation>
    </message>
    <message>
        <source>Answer yes</source>
        <translation>الجواب: نعم</translation>
    </message>
    <message>
        <source>Answer no</source>
        <translation>الجواب: لا</translation>
    </message>
    <message>
        <source>Answer unsure</source>
        <translation>الجواب: غير متأكد</translation>
    </message>
    <message>
        <source>Answer: does not apply</source>
        <translation>الجواب: لا ينطبق</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>السؤال التالي</translation>
    </message>
    <message>
        <source>criterion down</source>
        <translation>معيار أسفل</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>السؤال السابق</translation>
    </message>
    <message>
        <source>criterion up</source>
        <translation>معيار أعلى</translation>
    </message>
    <message>
        <source>Why we ask</source>
        <translation>لماذا نسأل</translation>
    </message>
    <message>
        <source>guidance help clause</source>
        <translation>إرشاد مساعدة بند</translation>
    </message>
    <message>
        <source>Remove the last evidence of the question</source>
        <translation>أزل آخر دليل لهذا السؤال</translation>
    </message>
    <message>
        <source>Choose decision %1</source>
        <translation>اختر القرار %L1</translation>
    </message>
    <message>
        <source>All decision codes</source>
        <translation>كل رموز القرارات</translation>
    </message>
    <message>
        <source>Write the reason</source>
        <translation>اكتب السبب</translation>
    </message>
    <message>
        <source>Compose the notice again</source>
        <translation>صُغ الإشعار من جديد</translation>
    </message>
    <message>
        <source>Record answers</source>
        <translation>سجِّل الأجوبة</translation>
    </message>
    <message>
        <source>save assess</source>
        <translation>حفظ تقييم</translation>
    </message>
    <message>
        <source>Decide, next</source>
        <translation>قرِّر، ثم التالي</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>no question is open to attach it to</source>
        <translation>لا سؤال مفتوح يُرفق به</translation>
    </message>
    <message>
        <source>choose a question first</source>
        <translation>اختر سؤالًا أولًا</translation>
    </message>
    <message>
        <source>The evidence moved</source>
        <translation>تغيّر الدليل</translation>
    </message>
    <message>
        <source>%1 Look at it again; deciding now confirms that your judgement still stands.</source>
        <translation>%L1 انظر إليه مرة أخرى؛ القرار الآن يؤكد أن حكمك ما زال قائمًا.</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>لا قضية مفتوحة</translation>
    </message>
    <message>
        <source>Choose one in the queue; its questions stand here.</source>
        <translation>اختر واحدة من القائمة؛ تظهر أسئلتها هنا.</translation>
    </message>
    <message>
        <source>This case cannot be judged now</source>
        <translation>لا يمكن الحكم في هذه القضية الآن</translation>
    </message>
    <message>
        <source>%1 decided %2 on %3: %4</source>
        <translation>%L1: %L2 في %L3: %L4</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>زميل</translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) decided on this case. Shown once your own answers are recorded.</source>
        <translation>
            <numerusform>لم يقرر أحد من الزملاء في هذه القضية.</numerusform>
            <numerusform>قرر زميل واحد في هذه القضية. يظهر قراره بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر زميلان في هذه القضية. يظهر قرارهما بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زملاء في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زميلًا في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زميل في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::JudgementPresenter</name>
    <message>
        <source>The case is not loaded yet.</source>
        <translation>لم تُحمَّل القضية بعد.</translation>
    </message>
    <message>
        <source>This workspace is open elsewhere or locked; nothing can be recorded here.</source>
        <translation>مساحة العمل هذه مفتوحة في مكان آخر أو مقفلة؛ لا يمكن تسجيل شيء هنا.</translation>
    </message>
    <message>
        <source>Choose a decision.</source>
        <translation>اختر قرارًا.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%L1: %L2</translation>
    </message>
    <message>
        <source>Write the reason.</source>
        <translation>اكتب السبب.</translation>
    </message>
    <message>
        <source>Say why gentler steps do not suffice.</source>
        <translation>بيِّن لماذا لا تكفي خطوات ألطف.</translation>
    </message>
    <message>
        <source>There is nothing new to record.</source>
        <translation>لا جديد لتسجيله.</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::Text</name>
    <message>
        <source>a moderator</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>an ethics reviewer</source>
        <translation>مراجع أخلاقيات</translation>
    </message>
    <message>
        <source>a lead</source>
        <translation>مسؤول</translation>
    </message>
    <message>
        <source>a specialist</source>
        <translation>مختص</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>غير متأكد</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>لا ينطبق</translation>
    </message>
    <message>
        <source>Y</source>
        <extracomment>One letter for &quot;yes&quot; on the answer control</extracomment>
        <translation>Y</translation>
    </message>
    <message>
        <source>N</source>
        <extracomment>One letter for &quot;no&quot; on the answer control</extracomment>
        <translation>N</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>أُجيب عن %L1 من %L2</translation>
    </message>
    <message>
        <source>What the reports allege</source>
        <translation>ما تدّعيه البلاغات</translation>
    </message>
    <message>
        <source>No action</source>
        <translation>لا إجراء</translation>
    </message>
    <message>
        <source>Note only</source>
        <translation>ملاحظة فقط</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>Need more information</source>
        <translation>تلزم معلومات أكثر</translation>
    </message>
    <message>
        <source>Thank reporter</source>
        <translation>شكر المبلِّغ</translation>
    </message>
    <message>
        <source>Ask author</source>
        <translation>سؤال صاحب العمل</translation>
    </message>
    <message>
        <source>Request card change</source>
        <translation>طلب تعديل البطاقة</translation>
    </message>
    <message>
        <source>Propose audience tag</source>
        <translation>اقتراح وسم الجمهور</translation>
    </message>
    <message>
        <source>Staff adds tag</source>
        <translation>الفريق يضيف الوسم</translation>
    </message>
    <message>
        <source>Ask to gate</source>
        <translation>طلب تقييد الوصول</translation>
    </message>
    <message>
        <source>Ask to rename or remove</source>
        <translation>طلب تغيير الاسم أو الإزالة</translation>
    </message>
    <message>
        <source>Hide comment</source>
        <translation>إخفاء التعليق</translation>
    </message>
    <message>
        <source>Close thread</source>
        <translation>إغلاق النقاش</translation>
    </message>
    <message>
        <source>Urgent restriction</source>
        <translation>تقييد عاجل</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>تصعيد</translation>
    </message>
    <message>
        <source>Recommend unranking</source>
        <translation>التوصية بخفض الترتيب</translation>
    </message>
    <message>
        <source>Recommend disabling</source>
        <translation>التوصية بالتعطيل</translation>
    </message>
    <message>
        <source>Recommend takedown</source>
        <translation>التوصية بالإزالة</translation>
    </message>
    <message>
        <source>Child safety</source>
        <translation>سلامة الأطفال</translation>
    </message>
    <message>
        <source>Threat to life</source>
        <translation>خطر على الحياة</translation>
    </message>
    <message>
        <source>Close and monitor</source>
        <translation>إغلاق ومتابعة</translation>
    </message>
    <message>
        <source>does not fit this kind of subject</source>
        <translation>لا يناسب هذا النوع</translation>
    </message>
    <message>
        <source>your roles do not allow it</source>
        <translation>أدوارك لا تسمح بذلك</translation>
    </message>
    <message>
        <source>you are not signed in on the Hub</source>
        <translation>لم تسجّل دخولك إلى المنصة</translation>
    </message>
    <message>
        <source>needs write access on the Hub</source>
        <translation>يلزم حق الكتابة على المنصة</translation>
    </message>
    <message>
        <source>there is no thread to answer or close</source>
        <translation>لا نقاش للرد عليه أو لإغلاقه</translation>
    </message>
    <message>
        <source>choose the comment first</source>
        <translation>اختر التعليق أولًا</translation>
    </message>
    <message>
        <source>nothing that you found permits it</source>
        <translation>لا شيء مما وجدتَه يجيزه</translation>
    </message>
    <message>
        <source>stronger than one person may decide here</source>
        <translation>أشد مما يجوز لشخص واحد أن يقرره هنا</translation>
    </message>
    <message>
        <source>this must not be discussed in public</source>
        <translation>لا يجوز نقاش هذا علنًا</translation>
    </message>
    <message>
        <source>a critical finding has to be escalated first</source>
        <translation>يجب تصعيد ما هو خطير أولًا</translation>
    </message>
    <message>
        <source>no violation or gap is recorded</source>
        <translation>لم تُسجَّل مخالفة ولا نقص</translation>
    </message>
    <message>
        <source>a violation is recorded</source>
        <translation>سُجِّلت مخالفة</translation>
    </message>
    <message>
        <source>answer the questions first</source>
        <translation>أجب عن الأسئلة أولًا</translation>
    </message>
    <message>
        <source>there is no earlier decision</source>
        <translation>لا قرار سابق</translation>
    </message>
    <message>
        <source>somebody else has to decide this</source>
        <translation>يجب أن يقرر هذا شخص آخر</translation>
    </message>
    <message>
        <source>a gentler step comes first</source>
        <translation>تأتي خطوة ألطف أولًا</translation>
    </message>
    <message>
        <source>you have a stake in this case</source>
        <translation>لك مصلحة في هذه القضية</translation>
    </message>
    <message>
        <source>A second reviewer must agree before anything leaves.</source>
        <translation>يجب أن يوافق مراجع ثانٍ قبل أن يخرج أي شيء.</translation>
    </message>
    <message>
        <source>Before anything leaves, %1 must agree.</source>
        <translation>قبل أن يخرج أي شيء يجب أن يوافق %L1.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> أو </translation>
    </message>
    <message>
        <source>public</source>
        <translation>علني</translation>
    </message>
    <message>
        <source>nothing leaves</source>
        <translation>لا يخرج شيء</translation>
    </message>
    <message>
        <source>not public</source>
        <translation>غير علني</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::FilterLine</name>
    <message>
        <source>Filter the queue</source>
        <translation>صفِّ القائمة</translation>
    </message>
    <message>
        <source>Filter: type:model is:unclaimed words</source>
        <translation>صفِّ: type:model is:unclaimed كلمات</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::QueueView</name>
    <message>
        <source>Queue</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>القضايا</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) changed elsewhere: show</source>
        <translation>
            <numerusform>لم تتغير قضايا في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت قضية في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت قضيتان في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضايا في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضية في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضية في مكان آخر: اعرض</numerusform>
        </translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation>لا قضايا بعد</translation>
    </message>
    <message>
        <source>Nothing has been fetched from the Hub. Sync brings the reports of everything you watch.</source>
        <translation>لم يُجلب شيء من المنصة. المزامنة تجلب بلاغات كل ما تتابعه.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>لا شيء مفتوح</translation>
    </message>
    <message>
        <source>Every case has been decided. Sync looks for new reports.</source>
        <translation>صدر قرار في كل قضية. المزامنة تبحث عن بلاغات جديدة.</translation>
    </message>
    <message>
        <source>No case fits this filter</source>
        <translation>لا قضية تطابق هذه التصفية</translation>
    </message>
    <message>
        <source>Change a term, or go back to everything that is open.</source>
        <translation>غيّر شرطًا، أو عد إلى كل ما هو مفتوح.</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::SavedQueue</name>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>لي</translation>
    </message>
    <message>
        <source>◆ S3+</source>
        <translation>◆ S3+</translation>
    </message>
    <message>
        <source>Second review</source>
        <translation>مراجعة ثانية</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>تغيّرت</translation>
    </message>
    <message>
        <source>Appeals</source>
        <translation>تظلّمات</translation>
    </message>
    <message>
        <source>%1+</source>
        <comment>more than</comment>
        <translation>%L1+</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::SavedQueueBar</name>
    <message>
        <source>%1  ·  key %2</source>
        <translation>%L1  ·  المفتاح %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::Text</name>
    <message>
        <source>%1 m</source>
        <translation>%L1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%L1 س</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%L1 ي</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>الشدة</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>البلاغات</translation>
    </message>
    <message>
        <source>reach</source>
        <translation>الانتشار</translation>
    </message>
    <message>
        <source>age</source>
        <translation>العمر</translation>
    </message>
    <message>
        <source>certainty</source>
        <translation>اليقين</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>الفحص</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>أُعيد فتحها</translation>
    </message>
    <message>
        <source>%1 late</source>
        <comment>overdue by a span such as 2 h</comment>
        <translation>متأخر %L1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a span such as 41 m</comment>
        <translation>بقي %L1</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>نقاش</translation>
    </message>
    <message>
        <source>model</source>
        <translation>نموذج</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>مجموعة بيانات</translation>
    </message>
    <message>
        <source>space</source>
        <translation>تطبيق</translation>
    </message>
    <message>
        <source>ethical issue</source>
        <translation>مسألة أخلاقية</translation>
    </message>
    <message>
        <source>legal issue</source>
        <translation>مسألة قانونية</translation>
    </message>
    <message>
        <source>not working</source>
        <translation>لا يعمل</translation>
    </message>
    <message>
        <source>spam</source>
        <translation>محتوى مزعج</translation>
    </message>
    <message>
        <source>other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two allegations</comment>
        <translation>، </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>بلا بلاغات</numerusform>
            <numerusform>بلاغ واحد</numerusform>
            <numerusform>بلاغان</numerusform>
            <numerusform>%Ln بلاغات</numerusform>
            <numerusform>%Ln بلاغًا</numerusform>
            <numerusform>%Ln بلاغ</numerusform>
        </translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>new</source>
        <translation>جديدة</translation>
    </message>
    <message>
        <source>claimed</source>
        <translation>محجوزة</translation>
    </message>
    <message>
        <source>assessed</source>
        <translation>مقيَّمة</translation>
    </message>
    <message>
        <source>awaiting author</source>
        <translation>بانتظار صاحب العمل</translation>
    </message>
    <message>
        <source>awaiting second review</source>
        <translation>بانتظار مراجعة ثانية</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>مصعَّدة</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>تعارض</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>صدر القرار</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>appeal</source>
        <translation>تظلّم</translation>
    </message>
    <message>
        <source>changed</source>
        <comment>the subject changed after the evidence was pinned</comment>
        <translation>تغيّر</translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation>لم يُجلب</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>محجوزة عند %L1</translation>
    </message>
    <message>
        <source>due: %1</source>
        <translation>الموعد: %L1</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>Due %1 (%2)</source>
        <translation>الموعد %L1 (%L2)</translation>
    </message>
    <message>
        <source>The last fetch failed: %1. What is shown is what was fetched before.</source>
        <translation>فشل آخر جلب: %L1. المعروض هو ما جُلب قبله.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Actions</name>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>readme markdown tab</source>
        <translation>بطاقة نص تبويب</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>tree scan tab</source>
        <translation>شجرة فحص تبويب</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>البيانات</translation>
    </message>
    <message>
        <source>rows table viewer tab</source>
        <translation>صفوف جدول عارض تبويب</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>النقاش</translation>
    </message>
    <message>
        <source>discussion comments reports tab</source>
        <translation>نقاش تعليقات بلاغات تبويب</translation>
    </message>
    <message>
        <source>Attach the selection as evidence</source>
        <translation>أرفق التحديد دليلًا</translation>
    </message>
    <message>
        <source>quote cite</source>
        <translation>اقتباس استشهاد</translation>
    </message>
    <message>
        <source>Reveal the next picture</source>
        <translation>اكشف الصورة التالية</translation>
    </message>
    <message>
        <source>image show</source>
        <translation>صورة عرض</translation>
    </message>
    <message>
        <source>Black out</source>
        <translation>تعتيم كامل</translation>
    </message>
    <message>
        <source>hide everything cover</source>
        <translation>إخفاء كل شيء تغطية</translation>
    </message>
    <message>
        <source>Card as written</source>
        <translation>البطاقة كما كُتبت</translation>
    </message>
    <message>
        <source>source text raw</source>
        <translation>مصدر نص خام</translation>
    </message>
    <message>
        <source>Find in the card</source>
        <translation>ابحث في البطاقة</translation>
    </message>
    <message>
        <source>search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Find backwards</source>
        <translation>ابحث إلى الخلف</translation>
    </message>
    <message>
        <source>search previous</source>
        <translation>بحث سابق</translation>
    </message>
    <message>
        <source>Files with warnings first</source>
        <translation>الملفات ذات التحذيرات أولًا</translation>
    </message>
    <message>
        <source>scan sort</source>
        <translation>فحص ترتيب</translation>
    </message>
    <message>
        <source>Next thread</source>
        <translation>النقاش التالي</translation>
    </message>
    <message>
        <source>Previous thread</source>
        <translation>النقاش السابق</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CardPresenter</name>
    <message>
        <source>This card is too heavy to lay out</source>
        <translation>هذه البطاقة أثقل من أن تُعرض</translation>
    </message>
    <message>
        <source>It would have held up the window, so its process was ended. This is the text as written.</source>
        <translation>كانت ستعطّل النافذة فأُنهيت عمليتها. هذا هو النص كما كُتب.</translation>
    </message>
    <message>
        <source>The page of this card broke down</source>
        <translation>تعطّلت صفحة هذه البطاقة</translation>
    </message>
    <message>
        <source>It is not tried again by itself. This is the text as written. (%1)</source>
        <translation>لا تُعاد المحاولة تلقائيًا. هذا هو النص كما كُتب. (%L1)</translation>
    </message>
    <message>
        <source>Cards are shown as text on this machine</source>
        <translation>تُعرض البطاقات نصًّا على هذا الجهاز</translation>
    </message>
    <message>
        <source>The browser&apos;s sandbox does not hold here: %1. Allow user namespaces for Docket to see cards laid out.</source>
        <translation>صندوق حماية المتصفح لا يعمل هنا: %L1. اسمح بنطاقات أسماء المستخدمين لبرنامج Docket لترى البطاقات منسقة.</translation>
    </message>
    <message>
        <source>Cards are shown as text</source>
        <translation>تُعرض البطاقات نصًّا</translation>
    </message>
    <message>
        <source>Not a picture Docket opens</source>
        <translation>ليست صورة يفتحها Docket</translation>
    </message>
    <message>
        <source>Not available offline</source>
        <translation>غير متاح دون اتصال</translation>
    </message>
    <message>
        <source>Larger than 16 MB</source>
        <translation>أكبر من ١٦ م.ب</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CardTab</name>
    <message>
        <source>Find in this card</source>
        <translation>ابحث في هذه البطاقة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>افتح في المتصفح</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>غير موجود</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>موضع واحد</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>المواضع: %L1</translation>
    </message>
    <message>
        <source>“%1” leads out of Docket to</source>
        <translation>«%L1» يقود خارج Docket إلى</translation>
    </message>
    <message>
        <source>“%1” is a mail address</source>
        <translation>«%L1» عنوان بريد</translation>
    </message>
    <message>
        <source>“%1” is a place in the repository</source>
        <translation>«%L1» موضع في المستودع</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CellDelegate</name>
    <message>
        <source>cut</source>
        <translation>مقطوع</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::DataPresenter</name>
    <message>
        <source>The table is empty</source>
        <translation>الجدول فارغ</translation>
    </message>
    <message>
        <source>It has columns but no rows.</source>
        <translation>فيه أعمدة ولا صفوف.</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::DataTab</name>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Whole cell</source>
        <translation>الخلية كاملة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>الصف %L1</translation>
    </message>
    <message>
        <source>the Hub cut this cell</source>
        <translation>قطعت المنصة هذه الخلية</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EventCard</name>
    <message>
        <source>Comment by %1, %2</source>
        <translation>تعليق من %L1، %L2</translation>
    </message>
    <message>
        <source>report</source>
        <translation>بلاغ</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>معدَّل</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>تعليق</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Evidence</name>
    <message>
        <source>model</source>
        <translation>نموذج</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>مجموعة بيانات</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>تطبيق</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>لم يُجلب بعد</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>kind by author</comment>
        <translation>%L1 من %L2</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>التنزيلات: %L1</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>الإعجابات: %L1</translation>
    </message>
    <message>
        <source>pinned %1</source>
        <comment>time</comment>
        <translation>ثُبِّت %L1</translation>
    </message>
    <message>
        <source>1 report</source>
        <translation>بلاغ واحد</translation>
    </message>
    <message>
        <source>%1 reports</source>
        <translation>البلاغات: %L1</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>reports</comment>
        <translation>%L1 منذ %L2</translation>
    </message>
    <message>
        <source>taken down by the Hub</source>
        <translation>أزالته المنصة</translation>
    </message>
    <message>
        <source>gated, by hand</source>
        <translation>مقيَّد يدويًا</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>مقيَّد</translation>
    </message>
    <message>
        <source>private</source>
        <translation>خاص</translation>
    </message>
    <message>
        <source>not for all audiences</source>
        <translation>ليس لكل الجماهير</translation>
    </message>
    <message>
        <source>renamed from %1</source>
        <translation>كان اسمه %L1</translation>
    </message>
    <message>
        <source>The Hub could not be reached</source>
        <translation>تعذر الوصول إلى المنصة</translation>
    </message>
    <message>
        <source>The Hub refused the token</source>
        <translation>رفضت المنصة رمز الدخول</translation>
    </message>
    <message>
        <source>This account may not see it</source>
        <translation>لا يحق لهذا الحساب رؤيته</translation>
    </message>
    <message>
        <source>Gated: access has not been granted</source>
        <translation>مقيَّد: لم يُمنح حق الوصول</translation>
    </message>
    <message>
        <source>Taken down by the Hub</source>
        <translation>أزالته المنصة</translation>
    </message>
    <message>
        <source>It is not on the Hub</source>
        <translation>ليس على المنصة</translation>
    </message>
    <message>
        <source>The Hub asked us to slow down</source>
        <translation>طلبت المنصة أن نتمهل</translation>
    </message>
    <message>
        <source>The Hub&apos;s answer cannot be read</source>
        <translation>لا يمكن قراءة جواب المنصة</translation>
    </message>
    <message>
        <source>The stored copy is damaged</source>
        <translation>النسخة المخزنة تالفة</translation>
    </message>
    <message>
        <source>It is larger than Docket accepts</source>
        <translation>أكبر مما يقبله Docket</translation>
    </message>
    <message>
        <source>It could not be read</source>
        <translation>تعذرت قراءته</translation>
    </message>
    <message>
        <source>Not fetched yet</source>
        <translation>لم يُجلب بعد</translation>
    </message>
    <message>
        <source>Sync to fetch the repository and its card.</source>
        <translation>زامِن لجلب المستودع وبطاقته.</translation>
    </message>
    <message>
        <source>The card was not fetched yet</source>
        <translation>لم تُجلب البطاقة بعد</translation>
    </message>
    <message>
        <source>Sync to fetch it.</source>
        <translation>زامِن لجلبها.</translation>
    </message>
    <message>
        <source>There is no card</source>
        <translation>لا توجد بطاقة</translation>
    </message>
    <message>
        <source>The repository has no README.md. Purpose, limits, licence and origin are not stated anywhere; the completeness checklist counts every section as absent.</source>
        <translation>ليس في المستودع ملف README.md. الغرض والحدود والرخصة والأصل غير مذكورة في أي مكان؛ وتعدّ قائمة الاكتمال كل قسم غائبًا.</translation>
    </message>
    <message>
        <source>No data to show</source>
        <translation>لا بيانات للعرض</translation>
    </message>
    <message>
        <source>Only datasets have rows. See Files for what is stored here.</source>
        <translation>لمجموعات البيانات وحدها صفوف. انظر الملفات لترى ما هو مخزن هنا.</translation>
    </message>
    <message>
        <source>No rows have been fetched</source>
        <translation>لم تُجلب أي صفوف</translation>
    </message>
    <message>
        <source>Sync to ask the Hub&apos;s dataset viewer.</source>
        <translation>زامِن لسؤال عارض البيانات على المنصة.</translation>
    </message>
    <message>
        <source>The rows are not ready yet</source>
        <translation>الصفوف ليست جاهزة بعد</translation>
    </message>
    <message>
        <source>The Hub is still preparing them. They come with a later sync.</source>
        <translation>المنصة ما زالت تُعدّها. تأتي مع مزامنة لاحقة.</translation>
    </message>
    <message>
        <source>The Hub shows no rows of this dataset</source>
        <translation>المنصة لا تعرض صفوف هذه المجموعة</translation>
    </message>
    <message>
        <source>It carries the tag “not for all audiences”; the viewer is off for such datasets.</source>
        <translation>عليها وسم «ليس لكل الجماهير»؛ والعارض متوقف لمثلها.</translation>
    </message>
    <message>
        <source>The dataset was taken down</source>
        <translation>أُزيلت مجموعة البيانات</translation>
    </message>
    <message>
        <source>The Hub serves neither rows nor files of it.</source>
        <translation>المنصة لا تقدم صفوفها ولا ملفاتها.</translation>
    </message>
    <message>
        <source>The owner switched the viewer off</source>
        <translation>أوقف المالك العارض</translation>
    </message>
    <message>
        <source>The card says “viewer: false”. The files can still be listed.</source>
        <translation>تقول البطاقة «viewer: false». ما زال يمكن سرد الملفات.</translation>
    </message>
    <message>
        <source>The dataset is private</source>
        <translation>مجموعة البيانات خاصة</translation>
    </message>
    <message>
        <source>The viewer serves no rows of it.</source>
        <translation>لا يقدم العارض صفوفها.</translation>
    </message>
    <message>
        <source>The Hub&apos;s viewer blocks this dataset</source>
        <translation>عارض المنصة يحجب هذه المجموعة</translation>
    </message>
    <message>
        <source>Its team has put it on a list.</source>
        <translation>وضعها فريقه في قائمة.</translation>
    </message>
    <message>
        <source>The dataset is made by a script</source>
        <translation>تُنشأ مجموعة البيانات بنص برمجي</translation>
    </message>
    <message>
        <source>The viewer does not run foreign code.</source>
        <translation>العارض لا يشغّل شيفرة غريبة.</translation>
    </message>
    <message>
        <source>Too many configurations</source>
        <translation>إعدادات كثيرة جدًا</translation>
    </message>
    <message>
        <source>The viewer refuses datasets with so many.</source>
        <translation>يرفض العارض المجموعات التي فيها هذا العدد.</translation>
    </message>
    <message>
        <source>It gives no further reason.</source>
        <translation>لا يذكر سببًا آخر.</translation>
    </message>
    <message>
        <source>No access to the rows</source>
        <translation>لا وصول إلى الصفوف</translation>
    </message>
    <message>
        <source>The dataset is private or gated for this account.</source>
        <translation>مجموعة البيانات خاصة أو مقيَّدة لهذا الحساب.</translation>
    </message>
    <message>
        <source>The viewer does not know this dataset</source>
        <translation>العارض لا يعرف هذه المجموعة</translation>
    </message>
    <message>
        <source>It may be new, renamed or gone.</source>
        <translation>قد تكون جديدة أو تغيّر اسمها أو اختفت.</translation>
    </message>
    <message>
        <source>The viewer failed on this dataset</source>
        <translation>فشل العارض مع هذه المجموعة</translation>
    </message>
    <message>
        <source>Often the files cannot be read as a table.</source>
        <translation>كثيرًا ما يكون السبب أن الملفات لا تُقرأ جدولًا.</translation>
    </message>
    <message>
        <source>The Hub says: “%1”</source>
        <translation>تقول المنصة: «%L1»</translation>
    </message>
    <message>
        <source>first %1 of %2 rows</source>
        <translation>أول %L1 من %L2 من الصفوف</translation>
    </message>
    <message>
        <source>first %1 rows</source>
        <translation>أول %L1 من الصفوف</translation>
    </message>
    <message>
        <source>all %1 rows</source>
        <translation>كل الصفوف، وعددها %L1</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>الأعمدة: %L1</translation>
    </message>
    <message>
        <source>the Hub read only part of the split</source>
        <translation>قرأت المنصة جزءًا من القسم فقط</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>ملف واحد</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>الملفات: %L1</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>أكثر من %L1</translation>
    </message>
    <message>
        <source>%1 of them in LFS (%2)</source>
        <translation>%L1 منها في LFS (%L2)</translation>
    </message>
    <message>
        <source>1 scan warning</source>
        <translation>تحذير فحص واحد</translation>
    </message>
    <message>
        <source>%1 scan warnings</source>
        <translation>تحذيرات الفحص: %L1</translation>
    </message>
    <message>
        <source>scan found nothing</source>
        <translation>لم يجد الفحص شيئًا</translation>
    </message>
    <message>
        <source>scan not finished</source>
        <translation>لم ينته الفحص</translation>
    </message>
    <message>
        <source>safe</source>
        <translation>آمن</translation>
    </message>
    <message>
        <source>suspicious</source>
        <translation>مشبوه</translation>
    </message>
    <message>
        <source>caution</source>
        <translation>احترس</translation>
    </message>
    <message>
        <source>unsafe</source>
        <translation>غير آمن</translation>
    </message>
    <message>
        <source>scan failed</source>
        <translation>فشل الفحص</translation>
    </message>
    <message>
        <source>being scanned</source>
        <translation>قيد الفحص</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>لم يُفحص</translation>
    </message>
    <message>
        <source>closed this</source>
        <translation>أغلق هذا</translation>
    </message>
    <message>
        <source>opened this again</source>
        <translation>أعاد فتح هذا</translation>
    </message>
    <message>
        <source>merged this</source>
        <translation>دمج هذا</translation>
    </message>
    <message>
        <source>set the status to “%1”</source>
        <translation>جعل الحالة «%L1»</translation>
    </message>
    <message>
        <source>changed the title from “%1” to “%2”</source>
        <translation>غيّر العنوان من «%L1» إلى «%L2»</translation>
    </message>
    <message>
        <source>pushed %1 “%2”</source>
        <translation>دفع %L1 «%L2»</translation>
    </message>
    <message>
        <source>marked this as a report</source>
        <translation>وسم هذا بلاغًا</translation>
    </message>
    <message>
        <source>took the report mark away</source>
        <translation>رفع عنه وسم البلاغ</translation>
    </message>
    <message>
        <source>changed the pin</source>
        <translation>غيّر التثبيت</translation>
    </message>
    <message>
        <source>changed the lock</source>
        <translation>غيّر القفل</translation>
    </message>
    <message>
        <source>referred to this from elsewhere</source>
        <translation>أشار إلى هذا من مكان آخر</translation>
    </message>
    <message>
        <source>reviewed this</source>
        <translation>راجع هذا</translation>
    </message>
    <message>
        <source>did something Docket does not know: %1</source>
        <translation>فعل شيئًا لا يعرفه Docket: %L1</translation>
    </message>
    <message>
        <source>Hidden by a moderator</source>
        <translation>أخفاه مشرف</translation>
    </message>
    <message>
        <source>Hidden by %1</source>
        <translation>أخفاه %L1</translation>
    </message>
    <message>
        <source>deleted account</source>
        <translation>حساب محذوف</translation>
    </message>
    <message>
        <source>Hub staff</source>
        <translation>فريق المنصة</translation>
    </message>
    <message>
        <source>Hub moderator</source>
        <translation>مشرف المنصة</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>المالك</translation>
    </message>
    <message>
        <source>member</source>
        <translation>عضو</translation>
    </message>
    <message>
        <source>organisation</source>
        <translation>منظمة</translation>
    </message>
    <message>
        <source>pull request</source>
        <translation>طلب دمج</translation>
    </message>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>مدموج</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>من %L1</translation>
    </message>
    <message>
        <source>1 comment</source>
        <translation>تعليق واحد</translation>
    </message>
    <message>
        <source>%1 comments</source>
        <translation>التعليقات: %L1</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>مقفل</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>بلاغ</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EvidenceHead</name>
    <message>
        <source>at</source>
        <comment>a revision</comment>
        <translation>عند</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EvidencePane</name>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>البيانات</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>النقاش</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الأدلة</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>اكشف</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>أرفق</translation>
    </message>
    <message>
        <source>Blacked out. %1 shows the evidence again.</source>
        <translation>كل شيء معتّم. %L1 يعيد عرض الأدلة.</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>يقود إلى %L1</translation>
    </message>
    <message>
        <source>Picture hidden</source>
        <translation>صورة مخفية</translation>
    </message>
    <message>
        <source>Picture refused</source>
        <translation>صورة مرفوضة</translation>
    </message>
    <message>
        <source>from this repository</source>
        <translation>من هذا المستودع</translation>
    </message>
    <message>
        <source>inside the card</source>
        <translation>داخل البطاقة</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>غير معروض</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>حقول أخرى</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>البيانات الوصفية</translation>
    </message>
    <message>
        <source>The metadata block cannot be read and is shown as written.</source>
        <translation>لا يمكن قراءة كتلة البيانات الوصفية وهي معروضة كما كُتبت.</translation>
    </message>
    <message>
        <source>The rest of this card is not shown here. Ctrl+U shows it as written.</source>
        <translation>بقية هذه البطاقة غير معروضة هنا. Ctrl+U يعرضها كما كُتبت.</translation>
    </message>
    <message>
        <source>This card is too heavy to lay out and is shown as plain text.</source>
        <translation>هذه البطاقة أثقل من أن تُعرض منسقة وهي معروضة نصًّا.</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>تحذير واحد</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>التحذيرات: %L1</translation>
    </message>
    <message>
        <source>Select a passage of the card first.</source>
        <translation>حدد فقرة من البطاقة أولًا.</translation>
    </message>
    <message>
        <source>Choose a row, file or comment first.</source>
        <translation>اختر صفًا أو ملفًا أو تعليقًا أولًا.</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>أُرفق: %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FileTreeModel</name>
    <message>
        <source>LFS</source>
        <translation>LFS</translation>
    </message>
    <message>
        <source>1 warning inside</source>
        <translation>تحذير واحد في الداخل</translation>
    </message>
    <message>
        <source>%1 warnings inside</source>
        <translation>التحذيرات في الداخل: %L1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>مخزن في</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>الفحص</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FilesPresenter</name>
    <message>
        <source>No files are listed</source>
        <translation>لا ملفات مسرودة</translation>
    </message>
    <message>
        <source>Either the repository is empty or its file list was not fetched yet. Sync to be sure.</source>
        <translation>إما أن المستودع فارغ أو أن قائمة ملفاته لم تُجلب بعد. زامِن لتتأكد.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FilesTab</name>
    <message>
        <source>Warnings first</source>
        <translation>التحذيرات أولًا</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>جارٍ التحميل</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::SourceView</name>
    <message>
        <source> … %1 more characters</source>
        <translation> … %L1 حرفًا أخرى</translation>
    </message>
    <message>
        <source>… %1 more bytes</source>
        <translation> … %L1 بايت أخرى</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>المصدر</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::TableModel</name>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadListModel</name>
    <message>
        <source>Report: </source>
        <translation>بلاغ: </translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadPresenter</name>
    <message>
        <source>Discussions are switched off</source>
        <translation>النقاشات متوقفة</translation>
    </message>
    <message>
        <source>The owner does not take comments or reports here.</source>
        <translation>لا يقبل المالك تعليقات أو بلاغات هنا.</translation>
    </message>
    <message>
        <source>No threads</source>
        <translation>لا نقاشات</translation>
    </message>
    <message>
        <source>Nobody has opened a discussion on this repository.</source>
        <translation>لم يفتح أحد نقاشًا حول هذا المستودع.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadTab</name>
    <message>
        <source>Threads</source>
        <translation>النقاشات</translation>
    </message>
    <message>
        <source>Show %1 earlier entries</source>
        <translation>اعرض %L1 من المدخلات الأقدم</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::FirstRun</name>
    <message>
        <source>This is no address. Write it as https://huggingface.co.</source>
        <translation>هذا ليس عنوانًا. اكتبه هكذا: https://huggingface.co.</translation>
    </message>
    <message>
        <source>Write the address alone, without a name, a password or a question mark.</source>
        <translation>اكتب العنوان وحده، بلا اسم أو كلمة مرور أو علامة استفهام.</translation>
    </message>
    <message>
        <source>Use https. Only a Hub on this machine may be asked over http.</source>
        <translation>استعمل https. لا يُسأل عبر http إلا منصة على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Say where the workspace shall be kept.</source>
        <translation>بيِّن أين تُحفظ مساحة العمل.</translation>
    </message>
    <message>
        <source>Your decisions carry a name. Write the one colleagues know.</source>
        <translation>تحمل قراراتك اسمًا. اكتب الاسم الذي يعرفه زملاؤك.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s). Four or five unrelated words are good.</source>
        <translation>
            <numerusform>استعمل حروفًا أكثر. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل حرفًا واحدًا على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل حرفين على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حروف على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حرفًا على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حرف على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two differ. Write the same passphrase again.</source>
        <translation>العبارتان مختلفتان. اكتب عبارة المرور نفسها مرة أخرى.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be watched. Write model:acme/portrait, org:acme or listing:models?filter=nlp.</source>
        <translation>لا يمكن متابعة &quot;%L1&quot;. اكتب model:acme/portrait أو org:acme أو listing:models?filter=nlp.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::FirstRunPage</name>
    <message>
        <source>Make the workspace</source>
        <translation>أنشئ مساحة العمل</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>الإعداد</translation>
    </message>
    <message>
        <source>Set up Docket</source>
        <translation>إعداد Docket</translation>
    </message>
    <message>
        <source>A workspace is one folder: the reports you fetch, and the signed record of what you decide. Nothing is sent anywhere by setting it up.</source>
        <translation>مساحة العمل مجلد واحد: البلاغات التي تجلبها، والسجل الموقّع لما تقرره. لا يُرسل شيء إلى أي مكان عند إعدادها.</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>المنصة</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Stands beside your decisions. It can be erased later without breaking the record.</source>
        <translation>يظهر بجانب قراراتك. يمكن محوه لاحقًا دون كسر السجل.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Seals the key that signs your decisions. Nobody can restore it for you.</source>
        <translation>تختم المفتاح الذي يوقّع قراراتك. لا يستطيع أحد استعادتها لك.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>المتابَع</translation>
    </message>
    <message>
        <source>One a line: repositories, organisations or listings. It can be changed at any time.</source>
        <translation>واحد في كل سطر: مستودعات أو منظمات أو قوائم. يمكن تغييره في أي وقت.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>The access token was found (%1). It is used from there and kept nowhere else.</source>
        <translation>وُجد رمز الدخول (%L1). يُستعمل من هناك ولا يُحفظ في مكان آخر.</translation>
    </message>
    <message>
        <source>No access token was found in HF_TOKEN or in %1: public things can be read, comments cannot be sent.</source>
        <translation>لم يوجد رمز دخول في HF_TOKEN ولا في %L1: تُقرأ الأشياء العامة، ولا يمكن إرسال تعليقات.</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>جارٍ الإنشاء…</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::UnlockPage</name>
    <message>
        <source>Unlock</source>
        <translation>افتح القفل</translation>
    </message>
    <message>
        <source>It unseals the key that signs your decisions.</source>
        <translation>تفك ختم المفتاح الذي يوقّع قراراتك.</translation>
    </message>
    <message>
        <source>Unlock the workspace</source>
        <translation>افتح قفل مساحة العمل</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Unsealing. This takes a moment on purpose.</source>
        <translation>جارٍ فك الختم. هذا بطيء عن قصد.</translation>
    </message>
    <message>
        <source>This is not the passphrase. Try again.</source>
        <translation>ليست هذه عبارة المرور. حاول مرة أخرى.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::WatchPage</name>
    <message>
        <source>What to watch</source>
        <translation>ما الذي يُتابَع</translation>
    </message>
    <message>
        <source>One a line. A repository is model:acme/portrait, dataset:acme/faces or space:acme/demo; an organisation org:acme; a listing listing:models?filter=nlp. What is no longer named stays readable and is not fetched again.</source>
        <translation>واحد في كل سطر. المستودع هو model:acme/portrait أو dataset:acme/faces أو space:acme/demo؛ والمنظمة org:acme؛ والقائمة listing:models?filter=nlp. ما لم يعد مذكورًا يبقى مقروءًا ولا يُجلب مجددًا.</translation>
    </message>
    <message>
        <source>Watched, one a line</source>
        <translation>المتابَع، واحد في كل سطر</translation>
    </message>
    <message>
        <source>Save and sync</source>
        <translation>احفظ وزامِن</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>اتركه كما كان</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be watched: %2</source>
        <translation>لا يمكن متابعة &quot;%L1&quot;: %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::Actions</name>
    <message>
        <source>Next case</source>
        <translation>القضية التالية</translation>
    </message>
    <message>
        <source>down forward</source>
        <translation>أسفل أمام</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>القضية السابقة</translation>
    </message>
    <message>
        <source>up back</source>
        <translation>أعلى خلف</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>ابحث في القائمة</translation>
    </message>
    <message>
        <source>filter find</source>
        <translation>تصفية بحث</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>امسح التصفية</translation>
    </message>
    <message>
        <source>reset everything open</source>
        <translation>إعادة كل مفتوح</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>اعرض ما تغيّر</translation>
    </message>
    <message>
        <source>reload refresh queue</source>
        <translation>إعادة تحميل تحديث قائمة</translation>
    </message>
    <message>
        <source>Go on to the next case after a decision</source>
        <translation>انتقل إلى القضية التالية بعد القرار</translation>
    </message>
    <message>
        <source>auto-advance</source>
        <translation>تقدم تلقائي</translation>
    </message>
    <message>
        <source>Show queue: %1</source>
        <translation>اعرض القائمة: %L1</translation>
    </message>
    <message>
        <source>Claim or give back</source>
        <translation>احجز أو أعد</translation>
    </message>
    <message>
        <source>take hold release</source>
        <translation>أخذ حجز تحرير</translation>
    </message>
    <message>
        <source>Copy the subject&apos;s name</source>
        <translation>انسخ اسم الموضوع</translation>
    </message>
    <message>
        <source>id address clipboard</source>
        <translation>معرّف عنوان حافظة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>shortcuts help</source>
        <translation>اختصارات مساعدة</translation>
    </message>
    <message>
        <source>Undo what is about to leave</source>
        <translation>تراجع عما هو على وشك الخروج</translation>
    </message>
    <message>
        <source>cancel outbox comment</source>
        <translation>إلغاء صادر تعليق</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>زامِن الآن</translation>
    </message>
    <message>
        <source>fetch refresh hub</source>
        <translation>جلب تحديث منصة</translation>
    </message>
    <message>
        <source>Stop the sync</source>
        <translation>أوقف المزامنة</translation>
    </message>
    <message>
        <source>cancel abort</source>
        <translation>إلغاء إيقاف</translation>
    </message>
    <message>
        <source>Choose what to watch</source>
        <translation>اختر ما يُتابَع</translation>
    </message>
    <message>
        <source>repositories organisations listings</source>
        <translation>مستودعات منظمات قوائم</translation>
    </message>
    <message>
        <source>Export keys…</source>
        <translation>صدِّر المفاتيح…</translation>
    </message>
    <message>
        <source>Import keys…</source>
        <translation>استورد المفاتيح…</translation>
    </message>
    <message>
        <source>Restore the default keys</source>
        <translation>أعد المفاتيح الافتراضية</translation>
    </message>
    <message>
        <source>Next column</source>
        <translation>العمود التالي</translation>
    </message>
    <message>
        <source>focus queue evidence judgement</source>
        <translation>تركيز قائمة أدلة حكم</translation>
    </message>
    <message>
        <source>Previous column</source>
        <translation>العمود السابق</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>zoom in</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>zoom out</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>حجم النص العادي</translation>
    </message>
    <message>
        <source>zoom reset</source>
        <translation>إعادة التكبير</translation>
    </message>
    <message>
        <source>Colours: as the system</source>
        <translation>الألوان: كالنظام</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>سمة</translation>
    </message>
    <message>
        <source>Colours: light</source>
        <translation>الألوان: فاتحة</translation>
    </message>
    <message>
        <source>theme day</source>
        <translation>سمة نهار</translation>
    </message>
    <message>
        <source>Colours: dark</source>
        <translation>الألوان: داكنة</translation>
    </message>
    <message>
        <source>theme night</source>
        <translation>سمة ليل</translation>
    </message>
    <message>
        <source>Colours: high contrast</source>
        <translation>الألوان: تباين عالٍ</translation>
    </message>
    <message>
        <source>theme accessibility</source>
        <translation>سمة إتاحة</translation>
    </message>
    <message>
        <source>About Docket</source>
        <translation>عن Docket</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>اخرج</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::MainWindow</name>
    <message>
        <source>Docket keys (*.json)</source>
        <translation>مفاتيح Docket (*.json)</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>صدِّر المفاتيح</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>استورد المفاتيح</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>لا قضية مفتوحة</translation>
    </message>
    <message>
        <source>Take the first of the queue, or search for one.</source>
        <translation>خذ الأولى من القائمة، أو ابحث عن واحدة.</translation>
    </message>
    <message>
        <source>Docket %1</source>
        <translation>Docket %L1</translation>
    </message>
    <message>
        <source>A workstation for moderating machine-learning hubs. Free software under the GPL, version 3 or later.</source>
        <translation>محطة عمل للإشراف على منصات تعلم الآلة. برنامج حر برخصة GPL، الإصدار 3 أو أحدث.</translation>
    </message>
    <message>
        <source>case</source>
        <translation>قضية</translation>
    </message>
    <message>
        <source>%1 – Docket</source>
        <translation>%L1 – Docket</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Another Docket has this workspace open. You can read everything; close the other one to decide here.</source>
        <translation>برنامج Docket آخر يفتح مساحة العمل هذه. يمكنك قراءة كل شيء؛ أغلق الآخر لتقرر هنا.</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Sync progress</source>
        <translation>تقدم المزامنة</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>لم تُزامَن بعد</translation>
    </message>
    <message>
        <source>Not synced yet · %1</source>
        <translation>لم تُزامَن بعد · %L1</translation>
    </message>
    <message>
        <source>Synced %1 · %2</source>
        <translation>زُومنت %L1 · %L2</translation>
    </message>
    <message>
        <source>Syncing %1 · %L2 of %L3</source>
        <translation>تزامن %L1 · %L2 من %L3</translation>
    </message>
    <message>
        <source>Syncing %1</source>
        <translation>تزامن %L1</translation>
    </message>
    <message>
        <source>Sync failed · %1</source>
        <translation>فشلت المزامنة · %L1</translation>
    </message>
    <message>
        <source>Sync failed · %1, as of %2</source>
        <translation>فشلت المزامنة · %L1، حتى %L2</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) leave in %1 s</source>
        <comment>outward acts such as comments</comment>
        <translation>
            <numerusform>لا شيء يخرج</numerusform>
            <numerusform>إجراء واحد يخرج بعد %L1 ث</numerusform>
            <numerusform>إجراءان يخرجان بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراءات تخرج بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراءً يخرج بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراء يخرج بعد %L1 ث</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) could not be sent</source>
        <translation>
            <numerusform>أُرسل كل شيء</numerusform>
            <numerusform>تعذر إرسال إجراء واحد</numerusform>
            <numerusform>تعذر إرسال إجراءين</numerusform>
            <numerusform>تعذر إرسال %Ln إجراءات</numerusform>
            <numerusform>تعذر إرسال %Ln إجراءً</numerusform>
            <numerusform>تعذر إرسال %Ln إجراء</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait for the Hub</source>
        <translation>
            <numerusform>لا شيء ينتظر المنصة</numerusform>
            <numerusform>إجراء واحد ينتظر المنصة</numerusform>
            <numerusform>إجراءان ينتظران المنصة</numerusform>
            <numerusform>%Ln إجراءات تنتظر المنصة</numerusform>
            <numerusform>%Ln إجراءً ينتظر المنصة</numerusform>
            <numerusform>%Ln إجراء ينتظر المنصة</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is about to leave</source>
        <translation>لا شيء على وشك الخروج</translation>
    </message>
    <message numerus="yes">
        <source>Log: %Ln entr(ies)</source>
        <translation>
            <numerusform>السجل: بلا مدخلات</numerusform>
            <numerusform>السجل: مدخلة واحدة</numerusform>
            <numerusform>السجل: مدخلتان</numerusform>
            <numerusform>السجل: %Ln مدخلات</numerusform>
            <numerusform>السجل: %Ln مدخلة</numerusform>
            <numerusform>السجل: %Ln مدخلة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, being verified</source>
        <translation>%L1، قيد التحقق</translation>
    </message>
    <message>
        <source>%1, verified</source>
        <translation>%L1، محقَّق</translation>
    </message>
    <message>
        <source>%1, does not verify</source>
        <translation>%L1، لا يصح التحقق منه</translation>
    </message>
    <message>
        <source>%1 · witnessed up to %L2</source>
        <translation>%L1 · مشهود حتى %L2</translation>
    </message>
    <message numerus="yes">
        <source>%n decided today</source>
        <translation>
            <numerusform>لا قرارات اليوم</numerusform>
            <numerusform>قرار واحد اليوم</numerusform>
            <numerusform>قراران اليوم</numerusform>
            <numerusform>%Ln قرارات اليوم</numerusform>
            <numerusform>%Ln قرارًا اليوم</numerusform>
            <numerusform>%Ln قرار اليوم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::TopBar</name>
    <message>
        <source>Menus and queues</source>
        <translation>القوائم وصفوف العمل</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>أوامر</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>مفاتيح</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;ملف</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;قضية</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;عرض</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>م&amp;ساعدة</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets</name>
    <message>
        <source>S0, information</source>
        <translation>S0، للعلم</translation>
    </message>
    <message>
        <source>S1, minor</source>
        <translation>S1، طفيف</translation>
    </message>
    <message>
        <source>S2, moderate</source>
        <translation>S2، متوسط</translation>
    </message>
    <message>
        <source>S3, serious</source>
        <translation>S3، خطير</translation>
    </message>
    <message>
        <source>S4, critical</source>
        <translation>S4، حرج</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::ActionRegistry</name>
    <message>
        <source>Everywhere</source>
        <translation>في كل مكان</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>القضية</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الأدلة</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>الحكم</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::Banner</name>
    <message>
        <source>No answer from %1</source>
        <translation>لا جواب من %L1</translation>
    </message>
    <message>
        <source>The Hub does not accept the token (%1)</source>
        <translation>المنصة لا تقبل رمز الدخول (%L1)</translation>
    </message>
    <message>
        <source>The token has no right to do this (%1)</source>
        <translation>ليس لرمز الدخول حق في هذا (%L1)</translation>
    </message>
    <message>
        <source>%1 is gated and not open to this account</source>
        <translation>%L1 مقيَّد وغير مفتوح لهذا الحساب</translation>
    </message>
    <message>
        <source>%1 was taken down</source>
        <translation>أُزيل %L1</translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation>%L1 غير موجود</translation>
    </message>
    <message>
        <source>%1 changed meanwhile</source>
        <translation>تغيّر %L1 في هذه الأثناء</translation>
    </message>
    <message>
        <source>The Hub asks us to wait (%1)</source>
        <translation>تطلب المنصة أن ننتظر (%L1)</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>لا يمكن قراءة %L1</translation>
    </message>
    <message>
        <source>%1 was refused</source>
        <translation>رُفض %L1</translation>
    </message>
    <message>
        <source>%1 could not be stored or read</source>
        <translation>تعذر حفظ %L1 أو قراءته</translation>
    </message>
    <message>
        <source>%1 does not verify; writing has stopped</source>
        <translation>لا يصح التحقق من %L1؛ توقفت الكتابة</translation>
    </message>
    <message>
        <source>%1 was stopped</source>
        <translation>أُوقف %L1</translation>
    </message>
    <message>
        <source>%1 is larger than Docket accepts</source>
        <translation>%L1 أكبر مما يقبله Docket</translation>
    </message>
    <message>
        <source>%1 needs a newer Docket</source>
        <translation>يحتاج %L1 إلى إصدار أحدث من Docket</translation>
    </message>
    <message>
        <source>%1 was called wrongly</source>
        <translation>استُدعي %L1 على نحو خاطئ</translation>
    </message>
    <message>
        <source>%1 is locked</source>
        <translation>%L1 مقفل</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>أخفِ</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Type a command, a case or an author</source>
        <translation>اكتب أمرًا أو قضية أو صاحب عمل</translation>
    </message>
    <message>
        <source>Command or case</source>
        <translation>أمر أو قضية</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>الأوامر المطابقة</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeyButton</name>
    <message>
        <source>Key: %1</source>
        <translation>المفتاح: %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeyRow</name>
    <message>
        <source>press a key</source>
        <translation>اضغط مفتاحًا</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Search keys by what they do</source>
        <translation>ابحث عن المفاتيح بما تفعله</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>ابحث عن المفاتيح</translation>
    </message>
    <message>
        <source>%1 already means &quot;%2&quot;. Free it there first, or press another key.</source>
        <translation>%L1 يعني &quot;%L2&quot; بالفعل. حرِّره هناك أولًا، أو اضغط مفتاحًا آخر.</translation>
    </message>
    <message>
        <source>Press a row to give it another key. Keys can be exported and imported from the File menu.</source>
        <translation>اضغط صفًا لتعطيه مفتاحًا آخر. يمكن تصدير المفاتيح واستيرادها من قائمة ملف.</translation>
    </message>
    <message>
        <source>No key does that. Try the command palette for everything by name.</source>
        <translation>لا مفتاح يفعل ذلك. جرّب لوحة الأوامر فكل شيء فيها باسمه.</translation>
    </message>
</context>
</TS>
