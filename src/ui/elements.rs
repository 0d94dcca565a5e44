//! Markup that follows signals: described by values of few types, and put into the document by one function each.
//!
//! Every closure is boxed before anything is done with it: the code that builds, compares and updates the document
//! is there once, not once per closure. What is described anew is compared to what stands there, and what has
//! not changed stays: a field keeps its focus.

use leptos::html::ElementType;
use leptos::prelude::{NodeRef, RenderEffect, document};
use leptos::tachys::html::node_ref::NodeRefContainer;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

pub use leptos::ev;

/// Whether a field is ticked.
pub fn is_ticked(event: &web_sys::Event) -> bool {
    let target = event.target().map(JsValue::from).unwrap_or_default();
    js_sys::Reflect::get(&target, &JsValue::from_str("checked")).is_ok_and(|ticked| ticked.is_truthy())
}

/// Something to put into the document.
pub enum Node {
    /// Nothing.
    Nothing,
    /// A text.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// One after another.
    Several(Vec<Node>),
    /// What follows the signals it reads.
    Live(Box<dyn FnMut() -> Node>),
}

/// An element, with its attributes, listeners and children.
pub struct Element(Box<Description>);

struct Description {
    tag: &'static str,
    slots: Vec<(Slot, Attr)>,
    listeners: Vec<(&'static str, Listener)>,
    children: Vec<Node>,
    made: Option<Made>,
}

/// What an attribute says: absent, there, or a text.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// It is not there; as a property, false.
    Absent,
    /// It is there; as a property, true.
    Present,
    /// It has a text.
    Text(Cow<'static, str>),
}

/// An attribute's value, or what it follows.
pub enum Attr {
    /// Always the same.
    Fixed(Value),
    /// What follows the signals it reads.
    Live(Box<dyn FnMut() -> Value>),
}

type Listener = Rc<dyn Fn(web_sys::Event)>;
type Made = Box<dyn FnOnce(&web_sys::Element)>;

#[derive(Clone, Copy, PartialEq)]
struct Slot {
    kind: Kind,
    name: &'static str,
}

/// What is set on an element.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// An attribute.
    Attribute,
    /// A class, there or not.
    Class,
    /// A property, which a visitor may change.
    Property,
}

/// An element without attributes and children.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Description { tag, slots: Vec::new(), listeners: Vec::new(), children: Vec::new(), made: None }))
}

// What is not generic here is not inlined: it is called hundreds of times.
impl Element {
    /// With an attribute.
    pub fn attr(self, name: &'static str, value: impl IntoAttr) -> Self {
        value.put(self, Kind::Attribute, name)
    }

    /// With a class, where the value says so; after the attribute `class`.
    pub fn class(self, name: &'static str, value: impl IntoAttr) -> Self {
        value.put(self, Kind::Class, name)
    }

    /// With a property, which a visitor may change.
    pub fn prop(self, name: &'static str, value: impl IntoAttr) -> Self {
        value.put(self, Kind::Property, name)
    }

    /// With a listener.
    pub fn on<E: JsCast>(self, name: &'static str, then: impl Fn(E) + 'static) -> Self {
        self.listening(name, Rc::new(move |event: web_sys::Event| then(event.unchecked_into())))
    }

    /// With a child.
    pub fn child(self, child: impl IntoNode) -> Self {
        child.add_to(self)
    }

    /// Known to others once it is there.
    pub fn node_ref<E>(mut self, node_ref: NodeRef<E>) -> Self
    where
        E: ElementType,
        E::Output: JsCast + Clone + 'static,
    {
        self.0.made = Some(Box::new(move |element| node_ref.load(element)));
        self
    }

    #[inline(never)]
    fn with(mut self, kind: Kind, name: &'static str, attr: Attr) -> Self {
        self.0.slots.push((Slot { kind, name }, attr));
        self
    }

    #[inline(never)]
    fn with_text(self, kind: Kind, name: &'static str, text: &'static str) -> Self {
        self.with(kind, name, Attr::Fixed(text.value()))
    }

    #[inline(never)]
    fn with_live(self, kind: Kind, name: &'static str, live: Box<dyn FnMut() -> Value>) -> Self {
        self.with(kind, name, Attr::Live(live))
    }

    #[inline(never)]
    fn listening(mut self, name: &'static str, listener: Listener) -> Self {
        self.0.listeners.push((name, listener));
        self
    }

    #[inline(never)]
    fn containing(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn containing_element(self, child: Element) -> Self {
        self.containing(Node::Element(child))
    }

    #[inline(never)]
    fn containing_text(self, text: &'static str) -> Self {
        self.containing(Node::Text(Cow::Borrowed(text)))
    }

    #[inline(never)]
    fn containing_live(self, live: Box<dyn FnMut() -> Node>) -> Self {
        self.containing(Node::Live(live))
    }
}

/// What can stand in the document.
pub trait IntoNode {
    /// As markup.
    fn node(self) -> Node;

    /// As a child.
    fn add_to(self, element: Element) -> Element
    where
        Self: Sized,
    {
        element.containing(self.node())
    }
}

impl IntoNode for Node {
    fn node(self) -> Node {
        self
    }
}

impl IntoNode for Element {
    fn node(self) -> Node {
        Node::Element(self)
    }

    fn add_to(self, element: Element) -> Element {
        element.containing_element(self)
    }
}

impl IntoNode for &'static str {
    fn node(self) -> Node {
        Node::Text(Cow::Borrowed(self))
    }

    fn add_to(self, element: Element) -> Element {
        element.containing_text(self)
    }
}

impl IntoNode for String {
    fn node(self) -> Node {
        Node::Text(Cow::Owned(self))
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn node(self) -> Node {
        self.map_or(Node::Nothing, IntoNode::node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn node(self) -> Node {
        self.into_iter().nodes()
    }
}

impl<T: IntoNode, F: FnMut() -> T + 'static> IntoNode for F {
    fn node(mut self) -> Node {
        Node::Live(Box::new(move || self().node()))
    }

    fn add_to(mut self, element: Element) -> Element {
        element.containing_live(Box::new(move || self().node()))
    }
}

/// Markup made one after another.
pub trait Nodes {
    /// All of it.
    fn nodes(self) -> Node;
}

impl<I: Iterator<Item: IntoNode>> Nodes for I {
    fn nodes(self) -> Node {
        Node::Several(self.map(IntoNode::node).collect())
    }
}

/// What an attribute can be.
pub trait IntoAttr {
    /// Sets it on an element.
    fn put(self, element: Element, kind: Kind, name: &'static str) -> Element;
}

/// What an attribute can say.
pub trait IntoValue {
    /// As a value.
    fn value(self) -> Value;
}

impl IntoValue for &'static str {
    fn value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for bool {
    fn value(self) -> Value {
        if self { Value::Present } else { Value::Absent }
    }
}

impl IntoValue for usize {
    fn value(self) -> Value {
        self.to_string().value()
    }
}

impl IntoValue for i32 {
    fn value(self) -> Value {
        self.to_string().value()
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn value(self) -> Value {
        self.map_or(Value::Absent, IntoValue::value)
    }
}

macro_rules! fixed {
    ($($kind:ty),*) => {
        $(impl IntoAttr for $kind {
            #[inline(never)]
            fn put(self, element: Element, kind: Kind, name: &'static str) -> Element {
                element.with(kind, name, Attr::Fixed(self.value()))
            }
        })*
    };
}

fixed!(String, bool, usize, i32, Option<String>, Option<&'static str>);

impl<T: IntoValue, F: FnMut() -> T + 'static> IntoAttr for F {
    fn put(mut self, element: Element, kind: Kind, name: &'static str) -> Element {
        element.with_live(kind, name, Box::new(move || self().value()))
    }
}

impl IntoAttr for &'static str {
    fn put(self, element: Element, kind: Kind, name: &'static str) -> Element {
        element.with_text(kind, name, self)
    }
}

/// What stands in the document; it follows its signals until it is dropped.
pub enum Mounted {
    Empty(web_sys::Node),
    Text(web_sys::Node, Cow<'static, str>),
    Element(Box<Standing>),
    Several(Vec<Mounted>, web_sys::Node),
    Live(RenderEffect<Mounted>, web_sys::Node),
}

pub struct Standing {
    element: web_sys::Element,
    tag: &'static str,
    slots: Vec<(Slot, Followed)>,
    listeners: Vec<Heard>,
    children: Vec<Mounted>,
}

enum Followed {
    Fixed(Value),
    Live(RenderEffect<Value>),
}

struct Heard {
    name: &'static str,
    listener: Rc<RefCell<Listener>>,
    _closure: Closure<dyn Fn(web_sys::Event)>,
}

/// Puts something at the end of an element.
pub fn mount(node: Node, parent: &web_sys::Node) -> Mounted {
    build(node, parent, None, false)
}

fn build(node: Node, parent: &web_sys::Node, before: Option<&web_sys::Node>, svg: bool) -> Mounted {
    match node {
        Node::Nothing => Mounted::Empty(place(marker(), parent, before)),
        Node::Text(text) => {
            let node = document().create_text_node(&text);
            Mounted::Text(place(node.into(), parent, before), text)
        }
        Node::Element(element) => {
            let standing = stand(element, svg);
            place(standing.element.clone().into(), parent, before);
            Mounted::Element(Box::new(standing))
        }
        Node::Several(nodes) => {
            let several = nodes.into_iter().map(|node| build(node, parent, before, svg)).collect();
            Mounted::Several(several, place(marker(), parent, before))
        }
        Node::Live(describe) => {
            let start = place(marker(), parent, before);
            // What is built stands before a place of its own, which is gone at once.
            let rest = place(marker(), parent, before);
            let live = follow(describe, Mounted::Empty(rest), svg);
            Mounted::Live(live, start)
        }
    }
}

fn follow(mut describe: Box<dyn FnMut() -> Node>, now: Mounted, svg: bool) -> RenderEffect<Mounted> {
    let update = move |last: Option<Mounted>| {
        let node = describe();
        let Some(mut last) = last else { return Mounted::Empty(marker()) };
        patch(&mut last, node, svg);
        last
    };
    RenderEffect::new_with_value(update, Some(now))
}

/// Makes what stands there what it shall be.
fn patch(last: &mut Mounted, node: Node, svg: bool) {
    match (&mut *last, node) {
        (Mounted::Empty(_), Node::Nothing) => {}
        (Mounted::Text(node, old), Node::Text(new)) => {
            if *old != new {
                node.set_node_value(Some(&new));
                *old = new;
            }
        }
        (Mounted::Element(standing), Node::Element(element)) if is_alike(standing, &element) => {
            renew(standing, *element.0, svg);
        }
        (Mounted::Several(old, end), Node::Several(new)) => {
            if let Some(parent) = end.parent_node() {
                patch_all(old, new, &parent, Some(end), svg);
            }
        }
        (Mounted::Live(effect, _), Node::Live(describe)) => {
            if let Some(now) = effect.take_value() {
                *effect = follow(describe, now, svg);
            }
        }
        (_, node) => {
            let first = last.first();
            if let Some(parent) = first.parent_node() {
                let new = build(node, &parent, Some(&first), svg);
                std::mem::replace(last, new).remove();
            }
        }
    }
}

fn patch_all(old: &mut Vec<Mounted>, new: Vec<Node>, parent: &web_sys::Node, end: Option<&web_sys::Node>, svg: bool) {
    while old.len() > new.len() {
        old.pop().into_iter().for_each(Mounted::remove);
    }
    for (at, node) in new.into_iter().enumerate() {
        match old.get_mut(at) {
            Some(last) => patch(last, node, svg),
            None => old.push(build(node, parent, end, svg)),
        }
    }
}

/// Whether an element can become another one by new values alone.
fn is_alike(standing: &Standing, element: &Element) -> bool {
    let element = &*element.0;
    standing.tag == element.tag
        && standing.slots.iter().map(|(slot, _)| slot).eq(element.slots.iter().map(|(slot, _)| slot))
        && standing.listeners.iter().map(|heard| heard.name).eq(element.listeners.iter().map(|(name, _)| *name))
}

fn stand(described: Element, svg: bool) -> Standing {
    let Description { tag, slots, listeners, children, made } = *described.0;
    let svg = svg || tag == "svg";
    let namespace = if svg { "http://www.w3.org/2000/svg" } else { "http://www.w3.org/1999/xhtml" };
    let element = document().create_element_ns(Some(namespace), tag).expect("the names of elements are our own");
    let children = children.into_iter().map(|child| build(child, &element, None, svg)).collect();
    let slots = slots.into_iter().map(|(slot, attr)| (slot, said(&element, slot, attr, None))).collect();
    let listeners = listeners.into_iter().map(|(name, listener)| hear(&element, name, listener)).collect();
    if let Some(made) = made {
        made(&element);
    }
    Standing { element, tag, slots, listeners, children }
}

fn renew(standing: &mut Standing, described: Description, svg: bool) {
    let element = standing.element.clone();
    for ((slot, followed), (_, attr)) in standing.slots.iter_mut().zip(described.slots) {
        let last = match followed {
            Followed::Fixed(value) => Some(value.clone()),
            Followed::Live(effect) => effect.take_value(),
        };
        // The attribute `class` may just have overwritten it.
        let last = last.filter(|_| slot.kind != Kind::Class);
        *followed = said(&element, *slot, attr, last);
    }
    for (heard, (_, listener)) in standing.listeners.iter().zip(described.listeners) {
        heard.listener.replace(listener);
    }
    patch_all(&mut standing.children, described.children, &element, None, svg || standing.tag == "svg");
    if let Some(made) = described.made {
        made(&element);
    }
}

/// Says an attribute, and keeps saying it.
fn said(element: &web_sys::Element, slot: Slot, attr: Attr, last: Option<Value>) -> Followed {
    let element = element.clone();
    match attr {
        Attr::Fixed(value) => {
            say(&element, slot, &value, last.as_ref());
            Followed::Fixed(value)
        }
        Attr::Live(mut describe) => {
            let update = move |last: Option<Value>| {
                let value = describe();
                say(&element, slot, &value, last.as_ref());
                value
            };
            Followed::Live(RenderEffect::new_with_value(update, last))
        }
    }
}

fn say(element: &web_sys::Element, slot: Slot, value: &Value, last: Option<&Value>) {
    if last == Some(value) {
        return;
    }
    // The names are our own: none of this can fail.
    let _ = match (slot.kind, value) {
        (Kind::Attribute, Value::Text(text)) => element.set_attribute(slot.name, text),
        (Kind::Attribute, Value::Present) => element.set_attribute(slot.name, ""),
        (Kind::Attribute, Value::Absent) => element.remove_attribute(slot.name),
        (Kind::Class, value) => element.class_list().toggle_with_force(slot.name, *value != Value::Absent).map(|_| ()),
        (Kind::Property, value) => {
            let value = match value {
                Value::Text(text) => JsValue::from_str(text),
                value => JsValue::from_bool(*value == Value::Present),
            };
            js_sys::Reflect::set(element, &JsValue::from_str(slot.name), &value).map(|_| ())
        }
    };
}

fn hear(element: &web_sys::Element, name: &'static str, listener: Listener) -> Heard {
    let listener = Rc::new(RefCell::new(listener));
    let ours = Rc::clone(&listener);
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event| {
        let listener = Rc::clone(&ours.borrow());
        listener(event);
    });
    // Listening to an element cannot fail.
    let _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    Heard { name, listener, _closure: closure }
}

impl Mounted {
    /// Where it begins.
    fn first(&self) -> web_sys::Node {
        match self {
            Self::Empty(node) | Self::Text(node, _) | Self::Live(_, node) => node.clone(),
            Self::Element(standing) => standing.element.clone().into(),
            Self::Several(several, end) => several.first().map_or_else(|| end.clone(), Self::first),
        }
    }

    /// Takes it out of the document.
    fn remove(self) {
        let node = match self {
            Self::Empty(node) | Self::Text(node, _) => node,
            Self::Element(standing) => {
                take_out(&standing.element);
                return;
            }
            Self::Several(several, end) => {
                several.into_iter().for_each(Self::remove);
                end
            }
            Self::Live(effect, start) => {
                effect.take_value().into_iter().for_each(Self::remove);
                start
            }
        };
        take_out(&node);
    }
}

fn take_out(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        // It is a child of its parent.
        let _ = parent.remove_child(node);
    }
}

fn marker() -> web_sys::Node {
    document().create_comment("").into()
}

fn place(node: web_sys::Node, parent: &web_sys::Node, before: Option<&web_sys::Node>) -> web_sys::Node {
    // What it stands before is a child of the parent.
    let _ = parent.insert_before(&node, before);
    node
}
